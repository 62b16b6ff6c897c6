package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Timeline;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of a subscription as a caller asks for it.
 *
 * @param accountId whose subscription it is; needed where the change begins one
 * @param effectiveAt to the microsecond, which is what is stored
 */
public record ChangeRequest(
        SubscriptionId subscriptionId,
        @Nullable AccountId accountId,
        String changeId,
        ChangeKind kind,
        Instant effectiveAt,
        @Nullable PlanId planId,
        @Nullable BigDecimal quantity,
        PriceWish price,
        @Nullable Instant cancelAt,
        @Nullable String reason) {

    /** The change a subscription that was made with {@code PUT} or from a period begins with. */
    static final String FIRST = Timeline.RESERVED + "start";

    /** The end of a period. */
    static final String LAST = Timeline.RESERVED + "end";

    private static final int QUANTITY_SCALE = 6;
    private static final int QUANTITY_INTEGER_DIGITS = 14;

    public ChangeRequest {
        effectiveAt = effectiveAt.truncatedTo(ChronoUnit.MICROS);
        cancelAt = cancelAt == null ? null : cancelAt.truncatedTo(ChronoUnit.MICROS);
        quantity = quantity == null ? null : quantity.stripTrailingZeros();
    }

    /** What the request says that its kind has no use for, or leaves out though its kind needs it. */
    List<FieldError> misfits(String prefix) {
        List<FieldError> errors = new ArrayList<>();
        if (!kind.hasTerms()) {
            refuse(errors, prefix + "plan_id", planId);
            refuse(errors, prefix + "quantity", quantity);
            refuse(errors, prefix + "price", price.price());
            refuse(errors, prefix + "currency", price.currency());
            refuse(errors, prefix + "interval", price.interval());
        } else if (kind == ChangeKind.CHANGE_TERMS
                && planId == null
                && quantity == null
                && price.equals(PriceWish.NONE)) {
            errors.add(new FieldError(prefix + "plan_id", "required", "Say what changes: plan, quantity or price."));
        }
        if (quantity != null && !fits(quantity)) {
            errors.add(new FieldError(
                    prefix + "quantity",
                    "invalid_value",
                    "A quantity is more than zero, with at most 14 integer and 6 fraction digits."));
        }
        if (kind != ChangeKind.SCHEDULE_CANCELLATION) {
            refuse(errors, prefix + "cancel_at", cancelAt);
        } else if (cancelAt == null) {
            errors.add(new FieldError(prefix + "cancel_at", "required", "Say when the subscription is to end."));
        } else if (!cancelAt.isAfter(effectiveAt)) {
            errors.add(new FieldError(
                    prefix + "cancel_at",
                    "invalid_value",
                    "A cancellation is scheduled for later than it takes effect; to end at once, cancel."));
        }
        return errors;
    }

    private void refuse(List<FieldError> errors, String field, @Nullable Object value) {
        if (value != null) {
            errors.add(
                    new FieldError(field, "not_applicable", "A change of kind " + kind.wire() + " has no such field."));
        }
    }

    static boolean fits(BigDecimal quantity) {
        return quantity.signum() > 0
                && quantity.scale() <= QUANTITY_SCALE
                && (long) quantity.precision() - quantity.scale() <= QUANTITY_INTEGER_DIGITS;
    }

    /** The same for requests that ask for the same, and for no others. */
    String fingerprint() {
        String content = String.join(
                "\n",
                kind.wire(),
                effectiveAt.toString(),
                String.valueOf(planId),
                quantity == null ? "" : quantity.toPlainString(),
                price.text(),
                String.valueOf(cancelAt),
                reason == null ? "" : reason);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
