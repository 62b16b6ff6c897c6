package dev.keizoku.metrics.movement;

import java.util.Comparator;
import java.util.Currency;

/** What balances are kept by within a customer. */
record Line(String plan, Currency currency, String interval, String term) implements Comparable<Line> {

    private static final Comparator<Line> ORDER = Comparator.comparing(Line::plan)
            .thenComparing(line -> line.currency().getCurrencyCode())
            .thenComparing(Line::interval)
            .thenComparing(Line::term);

    /** The whole customer's in a currency. */
    static Line ofWhole(Currency currency) {
        return new Line(MrrMovement.WHOLE_CUSTOMER, currency, "", "");
    }

    boolean ofWholeCustomer() {
        return plan.equals(MrrMovement.WHOLE_CUSTOMER);
    }

    @Override
    public int compareTo(Line other) {
        return ORDER.compare(this, other);
    }
}
