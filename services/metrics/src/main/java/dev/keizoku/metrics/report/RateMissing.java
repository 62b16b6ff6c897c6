package dev.keizoku.metrics.report;

import java.util.List;

/** Amounts of several currencies were to be added, and there are no exchange rates yet. */
final class RateMissing extends RuntimeException {

    private final List<String> currencies;

    RateMissing(List<String> currencies) {
        super("Several currencies: " + currencies, null, false, false);
        this.currencies = currencies.stream().sorted().toList();
    }

    List<String> currencies() {
        return currencies;
    }
}
