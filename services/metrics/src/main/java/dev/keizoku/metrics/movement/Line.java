package dev.keizoku.metrics.movement;

import java.util.Comparator;
import java.util.Currency;

/** What balances are kept by within a customer. */
record Line(String plan, Currency currency) implements Comparable<Line> {

    private static final Comparator<Line> ORDER = Comparator.comparing(Line::plan)
            .thenComparing(line -> line.currency().getCurrencyCode());

    @Override
    public int compareTo(Line other) {
        return ORDER.compare(this, other);
    }
}
