package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.PriceBody;
import dev.keizoku.subscriptions.subscription.ItemBodies.NewAddOn;
import dev.keizoku.subscriptions.subscription.ItemBodies.NewTerm;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import dev.keizoku.subscriptions.timeline.Intent;
import dev.keizoku.subscriptions.timeline.Timeline;
import dev.keizoku.subscriptions.timeline.Why;
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

    private static final int MAX_ADD_ONS = 100;

    private SubscriptionBodies() {}

    /** A subscription as it begins. */
    record NewSubscription(
            @NotNull AccountId accountId,
            @NotNull PlanId planId,
            @Nullable BigDecimal quantity,
            @Valid @Nullable PriceBody price,
            @Nullable Currency currency,
            @Nullable IntervalUnit interval,
            @Size(max = MAX_ADD_ONS) @Nullable List<@NotNull @Valid NewAddOn> addOns,
            @Nullable Money minimum,
            @Valid @Nullable NewTerm term,
            @Nullable ChangeKind kind,
            @NotNull Instant effectiveAt) {

        ChangeRequest toRequest(SubscriptionId id) {
            ChangeKind begins = kind == null ? ChangeKind.START : kind;
            List<FieldError> errors = new ArrayList<>();
            if (!begins.begins()) {
                errors.add(new FieldError(
                        "/kind", "invalid_value", "A subscription begins by start, trial_start or free_start."));
            }
            TermsWish terms = new TermsWish(
                    planId,
                    quantity == null ? BigDecimal.ONE : quantity,
                    ItemBodies.wish("", price, currency, interval, errors),
                    ItemBodies.wishes(addOns, errors),
                    minimum,
                    term == null ? null : term.toTerm(errors));
            return checked(
                    ChangeRequest.of(id, accountId, ChangeRequest.FIRST, begins, effectiveAt)
                            .with(terms),
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
            @Size(max = MAX_ADD_ONS) @Nullable List<@NotNull @Valid NewAddOn> addOns,
            @Nullable Money minimum,
            @Valid @Nullable NewTerm term,
            @Nullable String discountId,
            @Nullable String couponId,
            @Nullable BigDecimal percentOff,
            @Nullable Money amountOff,
            @Nullable DiscountDuration duration,
            @Nullable Instant until,
            @Nullable Integer months,
            @Nullable AccountId toAccountId,
            @Nullable Instant cancelAt,
            @Nullable Money charge,
            @Nullable Instant periodStart,
            @Nullable Instant periodEnd,
            @Size(max = 500) @Nullable String reason,
            @Nullable String reasonCode,
            @Nullable Intent intent) {

        ChangeRequest toRequest(SubscriptionId id) {
            List<FieldError> errors = new ArrayList<>();
            checkId(changeId, errors);
            TermsWish terms = new TermsWish(
                    planId,
                    quantity,
                    ItemBodies.wish("", price, currency, interval, errors),
                    ItemBodies.wishes(addOns, errors),
                    minimum,
                    term == null ? null : term.toTerm(errors));
            ChangeRequest request = ChangeRequest.of(id, null, changeId, kind, effectiveAt)
                    .with(terms)
                    .with(new DiscountWish(discountId, couponId, percentOff, amountOff, duration, until, months))
                    .with(new ChargeWish(charge, periodStart, periodEnd))
                    .with(new Why(reason, reasonCode, intent))
                    .cancelling(cancelAt)
                    .movingTo(toAccountId);
            return checked(request, errors);
        }
    }

    /** Notes why a caller may not use an id for a change. */
    static void checkId(String changeId, List<FieldError> errors) {
        String unfit = unfit(changeId);
        if (unfit != null) {
            errors.add(new FieldError("/change_id", "invalid_value", unfit));
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

    private static ChangeRequest checked(ChangeRequest request, List<FieldError> errors) {
        errors.addAll(Fitness.misfits(request, "/"));
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return request;
    }
}
