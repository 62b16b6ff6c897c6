package dev.keizoku.subscriptions;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.SubscriptionId;
import java.util.List;
import java.util.function.Function;

/** The callers' ids as they stand in a path. */
public final class PathIds {

    private PathIds() {}

    public static AccountId account(String text) {
        return of("account_id", text, AccountId::new);
    }

    public static PlanId plan(String text) {
        return of("plan_id", text, PlanId::new);
    }

    public static SubscriptionId subscription(String text) {
        return of("subscription_id", text, SubscriptionId::new);
    }

    /** An id of any other kind. */
    public static <T> T of(String name, String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException unfit) {
            throw ProblemException.ofFields(List.of(
                    new FieldError(name, "invalid_value", "An id has 1 to 255 characters and no control characters.")));
        }
    }
}
