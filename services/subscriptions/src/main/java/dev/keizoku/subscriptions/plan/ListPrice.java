package dev.keizoku.subscriptions.plan;

import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A price as the catalogue lists it.
 *
 * @param amount without tax, of one unit each billing interval
 * @param gross what was told, where that includes tax: to be shown, never to be computed with
 * @param metered whether what is used is charged beside it
 * @param minimum what a metered price comes to at least each billing interval; without tax
 */
public record ListPrice(
        Money amount,
        IntervalUnit interval,
        int intervalCount,
        @Nullable Money gross,
        @Nullable Tax tax,
        boolean metered,
        @Nullable Money minimum) {

    public ListPrice {
        amount = new Price(amount, interval, intervalCount).amount();
        gross = gross == null ? null : new Price(gross, interval, intervalCount).amount();
        minimum = minimum == null ? null : new Price(minimum, interval, intervalCount).amount();
    }

    static ListPrice of(Price price) {
        return new ListPrice(price.amount(), price.interval(), price.intervalCount(), null, null, false, null);
    }

    /** The price as it was told: where it includes tax, that is taken off and kept for display. */
    static ListPrice told(
            Money amount,
            IntervalUnit interval,
            int intervalCount,
            @Nullable Tax tax,
            boolean metered,
            @Nullable Money minimum) {
        boolean inclusive = tax != null && tax.inclusive();
        return new ListPrice(
                tax == null ? amount : tax.net(amount),
                interval,
                intervalCount,
                inclusive ? amount : null,
                tax,
                metered,
                tax == null || minimum == null ? minimum : tax.net(minimum));
    }

    /** What a subscription at this price pays. */
    public Price price() {
        return new Price(amount, interval, intervalCount);
    }

    /** The amount of a year; exact. */
    public BigDecimal annual() {
        return price().annual();
    }
}
