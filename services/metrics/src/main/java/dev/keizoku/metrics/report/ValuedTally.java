package dev.keizoku.metrics.report;

import java.math.BigDecimal;
import java.util.Arrays;

/** What flows within each window, in the reporting currency and not rounded yet. */
final class ValuedTally {

    private final BigDecimal[][] flows;
    /** By currency and window, opening balances whose change has been looked at customer by customer. */
    private final long[][] seen;

    ValuedTally(int currencies, int windows) {
        this.flows = new BigDecimal[Flow.values().length][windows];
        this.seen = new long[currencies][windows];
        for (BigDecimal[] flow : flows) {
            Arrays.fill(flow, BigDecimal.ZERO);
        }
    }

    void add(Flow flow, int window, BigDecimal by) {
        flows[flow.ordinal()][window] = flows[flow.ordinal()][window].add(by);
    }

    void saw(int currency, int window, long opening) {
        seen[currency][window] += opening;
    }

    BigDecimal flow(Flow flow, int window) {
        return flows[flow.ordinal()][window];
    }

    long seen(int currency, int window) {
        return seen[currency][window];
    }
}
