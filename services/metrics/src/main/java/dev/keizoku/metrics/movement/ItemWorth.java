package dev.keizoku.metrics.movement;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * What one item of a subscription is worth a year.
 *
 * @param gross at the price that was agreed
 * @param net less the discounts in force
 */
record ItemWorth(boolean main, String plan, Currency currency, String interval, BigDecimal gross, BigDecimal net) {

    ItemWorth withNet(BigDecimal other) {
        return new ItemWorth(main, plan, currency, interval, gross, other);
    }
}
