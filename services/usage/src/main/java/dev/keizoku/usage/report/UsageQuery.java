package dev.keizoku.usage.report;

import java.time.LocalDate;
import java.time.ZoneId;
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
        ZoneId zone,
        Interval interval,
        List<String> accounts,
        List<String> users,
        List<String> names,
        Set<Dimension> groupBy,
        LocalDate knownOn) {

    /** How time is put together; weeks begin on Monday. Counters are of days: hours take reading the events. */
    enum Interval {
        HOUR,
        DAY,
        WEEK,
        MONTH;

        /** The first day after the period, or after the day an hour is in. */
        LocalDate next(LocalDate start) {
            return switch (this) {
                case HOUR, DAY -> start.plusDays(1);
                case WEEK -> start.plusWeeks(1);
                case MONTH -> start.plusMonths(1);
            };
        }
    }

    /** What can be told apart; the column of the statement holds it. */
    enum Dimension {
        ACCOUNT("used.account_id"),
        NAME("used.name"),
        USER("used.user_id"),
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
