package dev.keizoku.usage.measure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events of seven days beside those of a usual week: the median of the eight seven-day totals before. Days that are
 * no business days are left out of all of them, and so is a week that was closed on another day.
 *
 * @param events of the days that count
 * @param usual null when fewer than four comparable weeks before are known
 * @param ratio null when there is no usual week, or nothing in it
 */
record WeekRatio(
        long events, @Nullable Double usual, @Nullable Double ratio) {

    /** The last week and the eight before it. */
    static final int WEEKS = 9;

    static final int DAYS = 7 * WEEKS;

    private static final int LEAST_WEEKS = 4;
    private static final int WEEK = 7;

    /** Of the seven days that end with the measured one. */
    static WeekRatio of(DailyCounts days, DayKinds kinds) {
        return of(days, kinds, 0);
    }

    /** Of the seven days that end with the day of an age. */
    static WeekRatio of(DailyCounts days, DayKinds kinds, int age) {
        long events = total(days, kinds, age, 0);
        if (kinds.closedInWeek(age).length == WEEK) {
            return new WeekRatio(events, null, null);
        }
        double[] before = totalsBefore(days, kinds, age);
        if (before.length < LEAST_WEEKS) {
            return new WeekRatio(events, null, null);
        }
        double usual = Statistics.median(before);
        return new WeekRatio(events, usual, usual == 0 ? null : Statistics.rounded(events / usual));
    }

    /** Whether the ratio may be as far away as a factor of two; cheap, and never wrong when it says no. */
    static boolean mayBeFar(DailyCounts days, DayKinds kinds, int age) {
        long events = total(days, kinds, age, 0);
        int weeks = 0;
        int half = 0;
        int twice = 0;
        for (int week = 1; week < WEEKS; week++) {
            if (days.knows(age + WEEK * (week + 1) - 1) && kinds.isComparable(age, week)) {
                long total = total(days, kinds, age, week);
                weeks++;
                half += 2 * total <= events ? 1 : 0;
                twice += total >= 2 * events ? 1 : 0;
            }
        }
        // Half of the weeks at least lie on each side of their median.
        return weeks >= LEAST_WEEKS && (2 * half >= weeks || 2 * twice >= weeks);
    }

    private static double[] totalsBefore(DailyCounts days, DayKinds kinds, int age) {
        double[] totals = new double[WEEKS - 1];
        int known = 0;
        for (int week = 1; week < WEEKS; week++) {
            if (days.knows(age + WEEK * (week + 1) - 1) && kinds.isComparable(age, week)) {
                totals[known++] = total(days, kinds, age, week);
            }
        }
        return Arrays.copyOf(totals, known);
    }

    private static long total(DailyCounts days, DayKinds kinds, int age, int weeksBefore) {
        int from = age + WEEK * weeksBefore;
        long total = days.events(from, from + WEEK);
        for (int place : kinds.closedInWeek(age)) {
            total -= days.at(from + place);
        }
        return total;
    }
}
