package dev.keizoku.health.alert;

import dev.keizoku.health.pull.UsageMeasure;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all accounts did on one day beside what is usual for them on that weekday. When everybody does little at once, it
 * is the data that is missing.
 *
 * @param accounts how many could be compared
 * @param ratio the middle one's events over its usual ones; null for fewer than ten
 */
public record FleetDay(int accounts, @Nullable Double ratio) {

    private static final int LEAST_ACCOUNTS = 10;
    private static final double FELL = 0.5;

    public static FleetDay of(LocalDate day, List<UsageMeasure> measured) {
        double[] ratios = measured.stream()
                .flatMap(account -> account.level().days().stream())
                .filter(level -> level.day().equals(day))
                .flatMap(level -> ratio(level))
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return new FleetDay(ratios.length, ratios.length < LEAST_ACCOUNTS ? null : middle(ratios));
    }

    /** Whether the fleet did less than half of the usual. */
    public boolean fell() {
        return ratio != null && ratio < FELL;
    }

    private static Stream<Double> ratio(UsageMeasure.DayLevel level) {
        Double usual = level.usual();
        return usual == null || usual < 1 ? Stream.empty() : Stream.of(level.events() / usual);
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
