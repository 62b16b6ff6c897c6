package dev.keizoku.metrics.renewal;

import java.math.BigDecimal;

/**
 * What became of the contracts due in one period. Values are annual.
 *
 * @param dueValue of the decided ones, at the end of the day before they were due
 * @param grossValue what went on of it, at most what was due of each
 * @param netValue the same with what each gained
 */
record Renewals(
        long renewed, long lost, long pending, BigDecimal dueValue, BigDecimal grossValue, BigDecimal netValue) {

    static final Renewals NONE = new Renewals(0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    long decided() {
        return renewed + lost;
    }

    Renewals plusRenewed(BigDecimal before, BigDecimal after) {
        return new Renewals(
                renewed + 1,
                lost,
                pending,
                dueValue.add(before),
                grossValue.add(before.min(after)),
                netValue.add(after));
    }

    Renewals plusLost(BigDecimal before) {
        return new Renewals(renewed, lost + 1, pending, dueValue.add(before), grossValue, netValue);
    }

    Renewals plusPending() {
        return new Renewals(renewed, lost, pending + 1, dueValue, grossValue, netValue);
    }
}
