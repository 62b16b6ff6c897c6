package dev.keizoku.metrics.targets;

import dev.keizoku.metrics.report.Span;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a metric should reach, step by step rather than at once.
 *
 * @param stages one after the other, not overlapping
 */
public record TargetPlan(String metric, Direction direction, List<Stage> stages) {

    /** Which side of the target is the good one. */
    public enum Direction {
        AT_LEAST,
        AT_MOST;

        static Direction of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean reached(BigDecimal actual, BigDecimal target) {
            return switch (this) {
                case AT_LEAST -> actual.compareTo(target) >= 0;
                case AT_MOST -> actual.compareTo(target) <= 0;
            };
        }
    }

    /** What is to be reached in one period. */
    public record Stage(
            Span period, BigDecimal value, @Nullable Currency currency) {}

    /** Where a stage stands. */
    public enum Status {
        /** It has not begun. */
        UPCOMING,
        /** It is not over, and as things stand the target is reached. */
        ON_TRACK,
        /** It is not over, and as things stand the target is not reached. */
        BEHIND,
        MET,
        MISSED,
        /** There is no figure to hold against it. */
        UNKNOWN;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public TargetPlan {
        stages = List.copyOf(stages);
    }

    /** Where a stage stands on a day, given its figure as of then. */
    public Status status(Stage stage, @Nullable BigDecimal actual, LocalDate today) {
        if (stage.period().from().isAfter(today)) {
            return Status.UPCOMING;
        }
        if (actual == null) {
            return Status.UNKNOWN;
        }
        boolean reached = direction.reached(actual, stage.value());
        if (stage.period().to().isAfter(today)) {
            return reached ? Status.ON_TRACK : Status.BEHIND;
        }
        return reached ? Status.MET : Status.MISSED;
    }
}
