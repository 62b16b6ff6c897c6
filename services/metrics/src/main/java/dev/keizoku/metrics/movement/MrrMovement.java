package dev.keizoku.metrics.movement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * One day's change of an annualised balance: of a whole customer, or of one customer's share of a plan.
 *
 * @param plan the plan, or {@link #WHOLE_CUSTOMER}
 * @param interval the billing interval; empty for the whole customer
 * @param term the length of commitment; empty for the whole customer, and where there is none
 * @param code the leaver's own reason, where there is one
 * @param opening what was committed for a year at the end of the day before
 * @param closing the same at the end of the day
 * @param openingGross the opening before discounts
 * @param closingGross the closing before discounts
 * @param subscriptions how many are in service at the end of the day, trials included
 * @param payingSubscriptions how many of them are worth more than nothing
 * @param pausedSubscriptions how many are paused
 */
public record MrrMovement(
        String plan,
        Currency currency,
        String interval,
        String term,
        LocalDate day,
        MovementType type,
        Reason reason,
        @Nullable String code,
        BigDecimal opening,
        BigDecimal closing,
        BigDecimal openingGross,
        BigDecimal closingGross,
        int subscriptions,
        int payingSubscriptions,
        int pausedSubscriptions) {

    /** In the place of a plan: the row is about everything the customer has. */
    public static final String WHOLE_CUSTOMER = "";

    public MrrMovement {
        if (Integer.signum(closing.compareTo(opening)) != type.sign()) {
            throw new IllegalArgumentException(
                    "A movement from " + opening + " to " + closing + " is not a " + type.wireName() + ".");
        }
    }

    /** A movement without discounts, pauses or terms. */
    public MrrMovement(
            String plan,
            Currency currency,
            LocalDate day,
            MovementType type,
            Reason reason,
            BigDecimal opening,
            BigDecimal closing,
            int subscriptions,
            int payingSubscriptions) {
        this(
                plan,
                currency,
                "",
                "",
                day,
                type,
                reason,
                null,
                opening,
                closing,
                opening,
                closing,
                subscriptions,
                payingSubscriptions,
                0);
    }

    public boolean ofWholeCustomer() {
        return plan.equals(WHOLE_CUSTOMER);
    }

    public BigDecimal amount() {
        return closing.subtract(opening).abs();
    }
}
