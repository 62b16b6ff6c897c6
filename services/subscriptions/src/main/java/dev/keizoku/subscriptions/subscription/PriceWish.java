package dev.keizoku.subscriptions.subscription;

import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.Plan;
import dev.keizoku.subscriptions.plan.Price;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** The price a request asks for: itself, or which of the plan's it means. */
public record PriceWish(
        @Nullable Price price,
        @Nullable Currency currency,
        @Nullable IntervalUnit interval,
        @Nullable Integer intervalCount) {

    /** Nothing said. */
    public static final PriceWish NONE = new PriceWish(null, null, null, null);

    public static PriceWish of(Price price) {
        return new PriceWish(price, null, null, null);
    }

    boolean choosesOfPlan() {
        return currency != null || interval != null || intervalCount != null;
    }

    /** The plan's price that is meant by someone who pays the present price, if any; null when that is not clear. */
    @Nullable Price of(Plan plan, @Nullable Price present) {
        if (present == null) {
            return plan.price(currency, interval, intervalCount);
        }
        boolean sameInterval = interval == null && intervalCount == null;
        return plan.price(
                currency == null ? present.amount().currency() : currency,
                sameInterval ? present.interval() : interval,
                sameInterval ? Integer.valueOf(present.intervalCount()) : intervalCount);
    }

    /** The wish as text that is the same for equal wishes only. */
    String text() {
        String own = price == null
                ? ""
                : String.join(
                        " ",
                        price.amount().amount().toPlainString(),
                        price.amount().currency().getCurrencyCode(),
                        price.interval().wire(),
                        Integer.toString(price.intervalCount()));
        String unit = interval == null ? "" : interval.wire();
        return own + "|" + (currency == null ? "" : currency) + "|" + unit + "|"
                + (intervalCount == null ? "" : intervalCount);
    }
}
