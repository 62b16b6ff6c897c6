package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.SubscriptionState;
import dev.keizoku.metrics.timeline.Terms;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Where one subscription stands at the end of a day.
 *
 * @param annual what it is worth a year
 * @param reason what was given as the reason of the change that led here
 */
record Standing(Terms terms, BigDecimal annual, @Nullable String reason) {

    /** ISO 4217's code for no currency: what a subscription without a price is counted under. */
    private static final Currency NO_CURRENCY = Currency.getInstance("XXX");

    private static final Terms NOT_YET = new Terms(SubscriptionState.ENDED, "", BigDecimal.ZERO, null, null);

    /** Before the first entry. */
    static final Standing NONE = new Standing(NOT_YET, BigDecimal.ZERO, null);

    static Standing of(Terms terms, @Nullable String reason) {
        return new Standing(terms, terms.annual(), reason);
    }

    SubscriptionState state() {
        return terms.state();
    }

    String plan() {
        return terms.plan();
    }

    BigDecimal quantity() {
        return terms.quantity();
    }

    @Nullable Price price() {
        return terms.price();
    }

    Currency currency() {
        Price price = terms.price();
        return price == null ? NO_CURRENCY : price.currency();
    }

    boolean pays() {
        return annual.signum() > 0;
    }

    Line line() {
        return new Line(plan(), currency());
    }

    /** What this standing adds to its line. */
    Balance balance() {
        return new Balance(annual, terms.inService() ? 1 : 0, pays() ? 1 : 0);
    }
}
