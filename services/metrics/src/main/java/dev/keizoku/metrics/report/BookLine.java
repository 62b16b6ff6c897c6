package dev.keizoku.metrics.report;

import java.util.Currency;

/** What a customer's balances are kept by. */
public record BookLine(String plan, Currency currency) {}
