package dev.keizoku.bench.signs;

import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.usage.measure.MeasuresAtHand.Rollup;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A customer from its first day to the one it left on, or to the last one that is known of it.
 *
 * @param cohort those it is to be held against: they are where it is on any day
 * @param to the first day on which it is not there, or not looked at
 * @param valueOn when it first had something of the product
 * @param fact what is known of its contract on a day
 */
public record Stay(
        String account,
        String cohort,
        LocalDate from,
        LocalDate to,
        boolean left,
        List<Rollup> events,
        @Nullable LocalDate valueOn,
        Function<LocalDate, AccountFact> fact) {

    boolean on(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }

    boolean leavesWithin(LocalDate day, int days) {
        return left && !to.isAfter(day.plusDays(days));
    }
}
