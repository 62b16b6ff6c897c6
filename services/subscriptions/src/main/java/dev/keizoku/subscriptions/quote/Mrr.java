package dev.keizoku.subscriptions.quote;

import dev.keizoku.kernel.Money;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.timeline.AddOn;
import dev.keizoku.subscriptions.timeline.Discount;
import dev.keizoku.subscriptions.timeline.DiscountDuration;
import dev.keizoku.subscriptions.timeline.State;
import dev.keizoku.subscriptions.timeline.Terms;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What terms are worth a month, as the metrics count it: the items' prices by the year, a twelfth of it, less the discounts
 * in force; percentages first, then amounts; never below zero. One that counts once does not count.
 */
final class Mrr {

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    private Mrr() {}

    /** The worth, unrounded. */
    static Money of(Terms terms) {
        BigDecimal year = counts(terms.state()) ? year(terms) : BigDecimal.ZERO;
        return new Money(
                year.divide(MONTHS, MathContext.DECIMAL128),
                terms.price().amount().currency());
    }

    private static BigDecimal year(Terms terms) {
        BigDecimal main = terms.quantity().multiply(terms.price().annual());
        if (terms.minimum() != null) {
            main = main.max(perYear(terms.minimum(), terms.price()));
        }
        BigDecimal year = main;
        for (AddOn addOn : terms.addOns()) {
            year = year.add(addOn.quantity().multiply(addOn.price().annual()));
        }
        BigDecimal amounts = BigDecimal.ZERO;
        for (Discount discount : terms.discounts()) {
            if (discount.duration() == DiscountDuration.ONCE) {
                continue;
            }
            if (discount.percentOff() != null) {
                year = year.multiply(BigDecimal.ONE.subtract(discount.percentOff()));
            }
            if (discount.amountOff() != null) {
                amounts = amounts.add(perYear(discount.amountOff(), terms.price()));
            }
        }
        return year.subtract(amounts).max(BigDecimal.ZERO);
    }

    private static BigDecimal perYear(Money each, Price interval) {
        return new Price(each, interval.interval(), interval.intervalCount()).annual();
    }

    private static boolean counts(State state) {
        return switch (state) {
            case ACTIVE, PAST_DUE -> true;
            case TRIAL, FREE, PAUSED, ENDED -> false;
        };
    }
}
