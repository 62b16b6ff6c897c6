package dev.keizoku.metrics.report;

import dev.keizoku.metrics.report.Groups.Group;
import java.math.BigDecimal;

/** What a lane's balances and movements are worth in the reporting currency. */
final class LaneValue {

    private final Currencies currencies;
    private final WalkRates rates;
    private final boolean eachCurrency;

    LaneValue(Currencies currencies, WalkRates rates, boolean eachCurrency) {
        this.currencies = currencies;
        this.rates = rates;
        this.eachCurrency = eachCurrency;
    }

    /** Whether the currencies are reported one by one, and so are not netted. */
    boolean eachCurrency() {
        return eachCurrency;
    }

    void move(Group group, Flow flow, int window, int currency, int day, long amount) {
        if (currencies.takes(currency)) {
            group.valued(currency).add(flow, window, rates.movement(currency, amount, window, day));
        }
    }

    /** What the balances of all currencies together moved by. */
    BigDecimal difference(int window, int day, long[] before, long[] after) {
        BigDecimal moved = BigDecimal.ZERO;
        for (int c = 0; c < after.length; c++) {
            if (currencies.takes(c)) {
                moved = moved.add(rates.movement(c, after[c] - before[c], window, day));
            }
        }
        return moved;
    }

    void closeWindow(Group group, int window, long[] opening, long[] closing, boolean returned) {
        if (!eachCurrency) {
            BigDecimal was = BigDecimal.ZERO;
            BigDecimal is = BigDecimal.ZERO;
            for (int c = 0; c < opening.length; c++) {
                if (currencies.takes(c)) {
                    was = was.add(rates.opening(c, opening[c], window));
                    is = is.add(rates.closing(c, closing[c], window));
                    group.valued(0).saw(c, window, opening[c]);
                }
            }
            compare(group.valued(0), window, was, is, returned);
            return;
        }
        for (int c = 0; c < opening.length; c++) {
            if (currencies.takes(c)) {
                ValuedTally tally = group.valued(c);
                tally.saw(c, window, opening[c]);
                BigDecimal was = rates.opening(c, opening[c], window);
                compare(tally, window, was, rates.closing(c, closing[c], window), returned);
            }
        }
    }

    private static void compare(ValuedTally tally, int window, BigDecimal was, BigDecimal is, boolean returned) {
        if (was.signum() > 0) {
            BigDecimal change = is.subtract(was);
            tally.add(Flow.COHORT_CHANGE, window, change);
            tally.add(Flow.COHORT_LOSS, window, change.min(BigDecimal.ZERO));
        } else if (returned) {
            tally.add(Flow.RETURNED, window, is);
        }
    }
}
