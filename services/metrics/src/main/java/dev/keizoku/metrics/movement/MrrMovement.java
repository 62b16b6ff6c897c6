package dev.keizoku.metrics.movement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;

/**
 * One day's change of an annualised balance: of a whole customer, or of one customer's share of a plan.
 *
 * @param plan the plan, or {@link #WHOLE_CUSTOMER}
 * @param opening what was committed for a year at the end of the day before
 * @param closing the same at the end of the day
 * @param subscriptions how many are in service at the end of the day, trials included
 * @param payingSubscriptions how many of them are worth more than nothing
 */
public record MrrMovement(
        String plan,
        Currency currency,
        LocalDate day,
        MovementType type,
        Reason reason,
        BigDecimal opening,
        BigDecimal closing,
        int subscriptions,
        int payingSubscriptions) {

    /** In the place of a plan: the row is about everything the customer has. */
    public static final String WHOLE_CUSTOMER = "";

    public MrrMovement {
        if (Integer.signum(closing.compareTo(opening)) != type.sign()) {
            throw new IllegalArgumentException(
                    "A movement from " + opening + " to " + closing + " is not a " + type.wireName() + ".");
        }
    }

    public boolean ofWholeCustomer() {
        return plan.equals(WHOLE_CUSTOMER);
    }

    public BigDecimal amount() {
        return closing.subtract(opening).abs();
    }
}
