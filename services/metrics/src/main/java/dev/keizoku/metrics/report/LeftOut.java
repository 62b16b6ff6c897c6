package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.Reason;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a lane's balances moved for reasons that are left out, by currency. */
final class LeftOut {

    private final boolean[] reasons = new boolean[Reason.values().length];
    private final long[] ofDay;
    private final long[] ofWindow;

    LeftOut(Set<Reason> reasons, int currencies) {
        reasons.forEach(reason -> this.reasons[reason.ordinal()] = true);
        this.ofDay = new long[currencies];
        this.ofWindow = new long[currencies];
    }

    boolean isFor(Reason reason) {
        return reasons[reason.ordinal()];
    }

    void openWindow() {
        Arrays.fill(ofWindow, 0);
    }

    void openDay() {
        Arrays.fill(ofDay, 0);
    }

    void add(int currency, @Nullable Reason reason, long amount) {
        if (reason != null && isFor(reason)) {
            ofDay[currency] += amount;
        }
    }

    void closeDay() {
        for (int c = 0; c < ofDay.length; c++) {
            ofWindow[c] += ofDay[c];
        }
    }

    long[] ofDay() {
        return ofDay;
    }

    long[] ofWindow() {
        return ofWindow;
    }
}
