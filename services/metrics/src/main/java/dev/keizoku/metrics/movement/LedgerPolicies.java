package dev.keizoku.metrics.movement;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The choices professionals disagree on, as a tenant has made them.
 *
 * @param keepsZeroCustomers a payer whose discounts take off everything goes on being a customer
 * @param autoChurnDays how long a late payment may take before it is churn; null for as long as it takes
 * @param pausedCounts whether a paused subscription keeps its balance
 * @param reactivationWindowDays after how long at nothing a customer that comes back is new; null for never
 * @param gapToleranceDays gaps no longer than this leave no movement
 * @param requiresFirstPayment whether a subscription counts only once its first bill is paid
 * @param currencySwitchTolerance what a switch of the billing currency may change, as a share, and be the rates' doing
 */
public record LedgerPolicies(
        Discounts discounts,
        boolean keepsZeroCustomers,
        @Nullable Integer autoChurnDays,
        boolean pausedCounts,
        ChurnTiming churnTiming,
        @Nullable Integer reactivationWindowDays,
        int gapToleranceDays,
        Usage usage,
        boolean requiresFirstPayment,
        BigDecimal currencySwitchTolerance) {

    public static final LedgerPolicies DEFAULTS =
            new LedgerPolicies(Discounts.ALL, false, null, false, ChurnTiming.SERVICE_END, null, 0, Usage.MINIMUM);

    public LedgerPolicies {
        currencySwitchTolerance = currencySwitchTolerance.stripTrailingZeros();
    }

    /** Policies that wait for no payment and tolerate no switch. */
    public LedgerPolicies(
            Discounts discounts,
            boolean keepsZeroCustomers,
            @Nullable Integer autoChurnDays,
            boolean pausedCounts,
            ChurnTiming churnTiming,
            @Nullable Integer reactivationWindowDays,
            int gapToleranceDays,
            Usage usage) {
        this(
                discounts,
                keepsZeroCustomers,
                autoChurnDays,
                pausedCounts,
                churnTiming,
                reactivationWindowDays,
                gapToleranceDays,
                usage,
                false,
                BigDecimal.ZERO);
    }

    /** Which discounts lower the balance; one that is given once never does. */
    public enum Discounts {
        ALL,
        FOREVER_ONLY,
        NONE
    }

    /** When a subscription that ends stops counting. */
    public enum ChurnTiming {
        /** When service stops. */
        SERVICE_END,
        /** When the billing interval that is paid for is over. */
        PAID_PERIOD_END,
        /** When the cancellation is scheduled. */
        SCHEDULED
    }

    /** What of a metered price counts. */
    public enum Usage {
        /** The guaranteed minimum. */
        MINIMUM,
        /** Nothing but the fixed part. */
        EXCLUDE
    }

    /** Whether a day at nothing may come to count, or a day of something not to, by what else is known. */
    public boolean movesDays() {
        return autoChurnDays != null
                || churnTiming != ChurnTiming.SERVICE_END
                || gapToleranceDays > 0
                || requiresFirstPayment;
    }

    /** Whether somebody who comes back after so many days is known as a customer that has paid before. */
    public boolean remembersAfter(long days) {
        return reactivationWindowDays == null || days <= reactivationWindowDays;
    }
}
