package dev.keizoku.subscriptions.payment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;

/**
 * One payment of a log. Two that are equal are one that was logged twice.
 *
 * @param id tells apart payments that are otherwise equal; empty where the log has none
 * @param day in the tenant's zone
 * @param plan what was paid for, as the log calls it
 */
record Payment(String id, LocalDate day, BigDecimal amount, Currency currency, String plan) {

    Payment {
        BigDecimal stripped = amount.stripTrailingZeros();
        amount = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
