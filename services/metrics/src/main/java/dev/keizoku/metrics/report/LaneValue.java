package dev.keizoku.metrics.report;

import dev.keizoku.metrics.report.Groups.Group;
import java.math.BigDecimal;
import java.util.Arrays;

/** What a lane's balances and movements are worth in the reporting currency. */
final class LaneValue {

    private final Currencies currencies;
    private final WalkRates rates;
    private final boolean eachCurrency;
    /** By currency, what of the window is left out. */
    private final BigDecimal[] leftOut;

    private BigDecimal tolerated = BigDecimal.ZERO;

    LaneValue(Currencies currencies, WalkRates rates, boolean eachCurrency) {
        this.currencies = currencies;
        this.rates = rates;
        this.eachCurrency = eachCurrency;
        this.leftOut = new BigDecimal[currencies.size()];
    }

    void openWindow() {
        tolerated = BigDecimal.ZERO;
        Arrays.fill(leftOut, BigDecimal.ZERO);
    }

    void leaveOut(int window, int day, long[] amounts) {
        for (int c = 0; c < amounts.length; c++) {
            if (amounts[c] != 0 && currencies.takes(c)) {
                leftOut[c] = leftOut[c].add(rates.movement(c, amounts[c], window, day));
            }
        }
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

    /**
     * Whether balances that went from one currency to another are worth the same but for a share, which then is the rates'
     * doing. At constant rates nobody has gained or lost by it either.
     */
    boolean isWithin(BigDecimal tolerance, int window, int day, long[] before, long[] after) {
        BigDecimal moved = difference(window, day, before, after);
        BigDecimal was = difference(window, day, new long[before.length], before);
        if (moved.abs().compareTo(was.multiply(tolerance)) > 0) {
            return false;
        }
        if (rates.constant()) {
            tolerated = tolerated.add(moved);
        }
        return true;
    }

    void closeWindow(Group group, int window, long[] opening, long[] closing, boolean heir, boolean returned) {
        if (!eachCurrency) {
            BigDecimal was = BigDecimal.ZERO;
            BigDecimal is = BigDecimal.ZERO;
            for (int c = 0; c < opening.length; c++) {
                if (currencies.takes(c)) {
                    was = was.add(rates.opening(c, opening[c], window));
                    is = is.add(rates.closing(c, closing[c], window)).subtract(leftOut[c]);
                    group.valued(0).saw(c, window, opening[c]);
                }
            }
            compare(group.valued(0), window, was, is.subtract(tolerated), heir, returned);
            return;
        }
        for (int c = 0; c < opening.length; c++) {
            if (currencies.takes(c)) {
                ValuedTally tally = group.valued(c);
                tally.saw(c, window, opening[c]);
                BigDecimal was = rates.opening(c, opening[c], window);
                BigDecimal is = rates.closing(c, closing[c], window).subtract(leftOut[c]);
                compare(tally, window, was, is, heir, returned);
            }
        }
    }

    private static void compare(
            ValuedTally tally, int window, BigDecimal was, BigDecimal is, boolean heir, boolean returned) {
        if (was.signum() > 0 || heir) {
            BigDecimal change = is.subtract(was);
            tally.add(Flow.COHORT_CHANGE, window, change);
            tally.add(Flow.COHORT_LOSS, window, change.min(BigDecimal.ZERO));
        } else if (returned) {
            tally.add(Flow.RETURNED, window, is);
        }
    }
}
