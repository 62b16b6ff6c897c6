package dev.keizoku.metrics.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The calendar interval a series has a point for. */
public enum Interval {
    DAY(0),
    /** From Monday, as in ISO 8601. */
    WEEK(0),
    MONTH(1),
    QUARTER(3),
    HALF(6),
    YEAR(12);

    /** Where the year of the calendar begins; a fiscal one may begin elsewhere. */
    public static final int JANUARY = 1;

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

    /** Whether it is made of months. */
    boolean ofMonths() {
        return months > 0;
    }

    /** The first day of the interval a day lies in. */
    public LocalDate startOf(LocalDate day) {
        return startOf(day, JANUARY);
    }

    /** The same where years, and what they are divided into, begin with another month. */
    public LocalDate startOf(LocalDate day, int firstMonth) {
        if (months > 0) {
            int into = Math.floorMod(day.getMonthValue() - firstMonth, YEAR.months) % months;
            return day.withDayOfMonth(1).minusMonths(into);
        }
        return this == WEEK ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : day;
    }

    /** The first day of the next interval. */
    public LocalDate endOf(LocalDate day) {
        return endOf(day, JANUARY);
    }

    public LocalDate endOf(LocalDate day, int firstMonth) {
        return plus(startOf(day, firstMonth), 1);
    }

    public LocalDate plus(LocalDate start, int intervals) {
        if (months > 0) {
            return start.plusMonths((long) months * intervals);
        }
        return this == WEEK ? start.plusWeeks(intervals) : start.plusDays(intervals);
    }
}
