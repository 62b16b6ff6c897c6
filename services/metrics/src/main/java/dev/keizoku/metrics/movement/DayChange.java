package dev.keizoku.metrics.movement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What a day did to one subscription, from the end of the day before to its own end. */
record DayChange(String subscription, Standing before, Standing after) {

    boolean begins() {
        return !before.pays() && after.pays();
    }

    boolean ends() {
        return before.pays() && !after.pays();
    }

    boolean isTransfer() {
        return after.cause().isTransfer();
    }

    BigDecimal weight() {
        return after.annual().subtract(before.annual()).abs();
    }

    /** Whether it may have moved a line, or the whole customer's balance in a currency. */
    boolean touches(Line line) {
        return lines().stream()
                .anyMatch(own -> line.ofWholeCustomer() ? own.currency().equals(line.currency()) : own.equals(line));
    }

    /** The lines whose balance it may have moved. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        before.items().forEach(item -> lines.add(before.line(item)));
        after.items().forEach(item -> lines.add(after.line(item)));
        return lines;
    }

    /** This and what a later day did, as one change. */
    DayChange followedBy(DayChange later) {
        return new DayChange(subscription, before, later.after);
    }
}
