package dev.keizoku.metrics.report;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The calendar interval a series has a point for. */
public enum Interval {
    DAY(0),
    MONTH(1),
    QUARTER(3),
    YEAR(12);

    private final int months;

    Interval(int months) {
        this.months = months;
    }

    public static Interval of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Interval::wireName).toList();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first day of the interval a day lies in. */
    public LocalDate startOf(LocalDate day) {
        if (months == 0) {
            return day;
        }
        int month = (day.getMonthValue() - 1) / months * months + 1;
        return LocalDate.of(day.getYear(), month, 1);
    }

    /** The first day of the next interval. */
    public LocalDate endOf(LocalDate day) {
        return plus(startOf(day), 1);
    }

    public LocalDate plus(LocalDate start, int intervals) {
        return months == 0 ? start.plusDays(intervals) : start.plusMonths((long) months * intervals);
    }
}
