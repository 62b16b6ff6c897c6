package dev.keizoku.usage.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What usage is asked for.
 *
 * @param from first day
 * @param to the day to stop before
 * @param accounts only these; empty for all, likewise users and names
 */
record UsageQuery(
        int tenant,
        LocalDate from,
        LocalDate to,
        Interval interval,
        List<String> accounts,
        List<String> users,
        List<String> names,
        Set<Dimension> groupBy,
        LocalDate knownOn) {

    /** How days are put together; weeks begin on Monday. */
    enum Interval {
        DAY,
        WEEK,
        MONTH;

        /** The first day of the next period. */
        LocalDate next(LocalDate start) {
            return switch (this) {
                case DAY -> start.plusDays(1);
                case WEEK -> start.plusWeeks(1);
                case MONTH -> start.plusMonths(1);
            };
        }
    }

    /** What can be told apart; the column of the statement holds it. */
    enum Dimension {
        ACCOUNT("usage_day.account_id"),
        NAME("usage_day.name"),
        USER("usage_day.user_id"),
        FEATURE("feature"),
        /** The user's, as it is said to be now. */
        DEPARTMENT("coalesce(there.value #>> '{}', anywhere.value #>> '{}')");

        private final String column;

        Dimension(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
