package dev.keizoku.usage;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.UserId;
import java.util.List;
import java.util.function.Function;

/** The callers' ids as they stand in a path. */
public final class PathIds {

    private PathIds() {}

    public static AccountId account(String text) {
        return of("account_id", text, AccountId::new);
    }

    public static UserId user(String text) {
        return of("user_id", text, UserId::new);
    }

    /** An id of any other kind. */
    public static String text(String name, String text) {
        return of(name, text, CallerId::check);
    }

    private static <T> T of(String name, String text, Function<String, T> reading) {
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException unfit) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("{" + name + "}", "invalid_value", String.valueOf(unfit.getMessage()))));
        }
    }
}
