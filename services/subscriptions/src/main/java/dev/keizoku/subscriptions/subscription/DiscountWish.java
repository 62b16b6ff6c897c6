package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.subscriptions.coupon.Coupon;
import dev.keizoku.subscriptions.timeline.Discount;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The discount a request applies or removes.
 *
 * @param discountId names it within the subscription; the id of the change that applies it when left out
 * @param couponId what it comes from; where nothing more is said, the catalogue says the rest
 * @param months how long a repeating one lasts, in the tenant's calendar, where it does not say until when
 */
public record DiscountWish(
        @Nullable String discountId,
        @Nullable String couponId,
        @Nullable BigDecimal percentOff,
        @Nullable Money amountOff,
        @Nullable DiscountDuration duration,
        @Nullable Instant until,
        @Nullable Integer months) {

    /** Nothing said. */
    public static final DiscountWish NONE = new DiscountWish(null, null, null, null, null, null, null);

    private static final int MAX_MONTHS = 1200;

    public DiscountWish {
        until = until == null ? null : until.truncatedTo(ChronoUnit.MICROS);
        percentOff = percentOff == null ? null : percentOff.stripTrailingZeros();
    }

    static DiscountWish removing(@Nullable String discountId) {
        return new DiscountWish(discountId, null, null, null, null, null, null);
    }

    /** Whether it leaves what is taken off, and for how long, to the catalogue. */
    boolean ofCatalogue() {
        return couponId != null
                && percentOff == null
                && amountOff == null
                && duration == null
                && until == null
                && months == null;
    }

    /** The same with what a coupon says. */
    DiscountWish by(Coupon coupon) {
        return new DiscountWish(
                discountId,
                couponId,
                coupon.percentOff(),
                coupon.amountOff(),
                coupon.duration(),
                null,
                coupon.months());
    }

    /** The names of the fields that say something, as requests write them. */
    List<String> said() {
        List<String> said = new ArrayList<>();
        note(said, "discount_id", discountId);
        note(said, "coupon_id", couponId);
        note(said, "percent_off", percentOff);
        note(said, "amount_off", amountOff);
        note(said, "duration", duration);
        note(said, "until", until);
        note(said, "months", months);
        return said;
    }

    /** What is wrong with it as a discount to apply. */
    List<FieldError> misfits(String prefix, Instant effectiveAt) {
        List<FieldError> errors = new ArrayList<>();
        checkId(errors, prefix + "discount_id", discountId);
        checkId(errors, prefix + "coupon_id", couponId);
        if (ofCatalogue()) {
            return errors;
        }
        if ((percentOff == null) == (amountOff == null)) {
            errors.add(new FieldError(
                    prefix + "percent_off", "required", "A discount is a percentage or an amount, not both."));
        }
        if (percentOff != null && (percentOff.signum() <= 0 || percentOff.compareTo(BigDecimal.ONE) > 0)) {
            errors.add(new FieldError(
                    prefix + "percent_off", "invalid_value", "A share is more than 0 and at most 1: 0.2 is a fifth."));
        }
        if (amountOff != null && amountOff.amount().signum() <= 0) {
            errors.add(new FieldError(prefix + "amount_off", "invalid_value", "An amount off is more than zero."));
        }
        if (duration == null) {
            errors.add(new FieldError(prefix + "duration", "required", "Accepted: once, repeating, forever."));
        } else if (duration == DiscountDuration.REPEATING && (until == null) == (months == null)) {
            errors.add(new FieldError(
                    prefix + "until", "required", "A repeating discount says until when or for how many months."));
        } else if (duration != DiscountDuration.REPEATING && (until != null || months != null)) {
            errors.add(new FieldError(
                    prefix + (until == null ? "months" : "until"),
                    "not_applicable",
                    "Only a repeating discount has an end."));
        }
        if (months != null && (months < 1 || months > MAX_MONTHS)) {
            errors.add(new FieldError(prefix + "months", "invalid_value", "Expected 1 to 1200 months."));
        }
        if (until != null && !until.isAfter(effectiveAt)) {
            errors.add(new FieldError(prefix + "until", "invalid_value", "A discount ends after it takes effect."));
        }
        return errors;
    }

    /** The discount a fitting wish comes to. */
    Discount toDiscount(String changeId, Instant effectiveAt, ZoneId zone) {
        Instant end = months == null
                ? until
                : effectiveAt.atZone(zone).plusMonths(months).toInstant();
        return new Discount(
                discountId == null ? changeId : discountId,
                couponId,
                percentOff,
                amountOff,
                Objects.requireNonNull(duration),
                end);
    }

    /** The wish as text that is the same for equal wishes only; empty when it says nothing. */
    String text() {
        return said().isEmpty()
                ? ""
                : String.join(
                        "|",
                        "\ndiscount",
                        String.valueOf(discountId),
                        String.valueOf(couponId),
                        percentOff == null ? "" : percentOff.toPlainString(),
                        amountOff == null
                                ? ""
                                : amountOff.amount().stripTrailingZeros().toPlainString(),
                        amountOff == null ? "" : amountOff.currency().getCurrencyCode(),
                        String.valueOf(duration),
                        String.valueOf(until),
                        String.valueOf(months));
    }

    private static void checkId(List<FieldError> errors, String field, @Nullable String id) {
        if (id == null) {
            return;
        }
        try {
            CallerId.check(id);
        } catch (IllegalArgumentException unfit) {
            errors.add(new FieldError(field, "invalid_value", String.valueOf(unfit.getMessage())));
        }
    }

    private static void note(List<String> said, String field, @Nullable Object value) {
        if (value != null) {
            said.add(field);
        }
    }
}
