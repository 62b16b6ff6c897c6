package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.PriceBody;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Timeline;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What requests about subscriptions say. */
final class SubscriptionBodies {

    private SubscriptionBodies() {}

    /** A subscription as it begins. */
    record NewSubscription(
            @NotNull AccountId accountId,
            @NotNull PlanId planId,
            @Nullable BigDecimal quantity,
            @Valid @Nullable PriceBody price,
            @Nullable Currency currency,
            @Nullable IntervalUnit interval,
            @Nullable ChangeKind kind,
            @NotNull Instant effectiveAt) {

        ChangeRequest toRequest(SubscriptionId id) {
            ChangeKind begins = kind == null ? ChangeKind.START : kind;
            List<FieldError> errors = new ArrayList<>();
            if (!begins.begins()) {
                errors.add(new FieldError("/kind", "invalid_value", "A subscription begins by start or trial_start."));
            }
            return checked(
                    new ChangeRequest(
                            id,
                            accountId,
                            ChangeRequest.FIRST,
                            begins,
                            effectiveAt,
                            planId,
                            quantity == null ? BigDecimal.ONE : quantity,
                            wish(price, currency, interval, errors),
                            null,
                            null),
                    errors);
        }
    }

    /** A change of a subscription. */
    record NewChange(
            @NotNull String changeId,
            @NotNull ChangeKind kind,
            @NotNull Instant effectiveAt,
            @Nullable PlanId planId,
            @Nullable BigDecimal quantity,
            @Valid @Nullable PriceBody price,
            @Nullable Currency currency,
            @Nullable IntervalUnit interval,
            @Nullable Instant cancelAt,
            @Size(max = 500) @Nullable String reason) {

        ChangeRequest toRequest(SubscriptionId id) {
            List<FieldError> errors = new ArrayList<>();
            String unfit = unfit(changeId);
            if (unfit != null) {
                errors.add(new FieldError("/change_id", "invalid_value", unfit));
            }
            return checked(
                    new ChangeRequest(
                            id,
                            null,
                            changeId,
                            kind,
                            effectiveAt,
                            planId,
                            quantity,
                            wish(price, currency, interval, errors),
                            cancelAt,
                            reason),
                    errors);
        }
    }

    /** Why a caller may not use an id for a change; null when it may. */
    static @Nullable String unfit(String changeId) {
        if (changeId.startsWith(Timeline.RESERVED)) {
            return "Ids of changes that begin with # are the service's own.";
        }
        try {
            CallerId.check(changeId);
            return null;
        } catch (IllegalArgumentException refused) {
            return refused.getMessage();
        }
    }

    private static PriceWish wish(
            @Nullable PriceBody price,
            @Nullable Currency currency,
            @Nullable IntervalUnit interval,
            List<FieldError> errors) {
        if (price != null && (currency != null || interval != null)) {
            errors.add(new FieldError(
                    "/price", "not_applicable", "Send the price, or which of the plan's is meant, not both."));
        }
        return new PriceWish(price == null ? null : price.toPrice(), currency, interval, null);
    }

    private static ChangeRequest checked(ChangeRequest request, List<FieldError> errors) {
        errors.addAll(request.misfits("/"));
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return request;
    }
}
