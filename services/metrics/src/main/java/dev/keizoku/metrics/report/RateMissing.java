package dev.keizoku.metrics.report;

import java.util.List;

/** Amounts of several currencies were to be added, and there are no exchange rates yet. */
public final class RateMissing extends RuntimeException {

    private final List<String> currencies;

    public RateMissing(List<String> currencies) {
        super("Several currencies: " + currencies, null, false, false);
        this.currencies = currencies.stream().sorted().toList();
    }

    public List<String> currencies() {
        return currencies;
    }
}
