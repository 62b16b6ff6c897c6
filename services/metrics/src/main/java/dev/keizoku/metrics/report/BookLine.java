package dev.keizoku.metrics.report;

import java.util.Currency;

/**
 * What a customer's balances are kept by.
 *
 * @param interval the billing interval, as {@code 1-month}; empty where there is no price
 * @param term the length of commitment, as {@code 12-month}; empty where there is none
 */
public record BookLine(String plan, Currency currency, String interval, String term) {

    public BookLine(String plan, Currency currency) {
        this(plan, currency, "", "");
    }
}
