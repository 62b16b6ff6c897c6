package dev.keizoku.usage.measure;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;

/** An account's days as a test says them. */
final class Days {

    /** A Monday. */
    static final LocalDate MONDAY = LocalDate.parse("2026-03-02");

    private Days() {}

    /** By age, where the day that is measured has the age 0. */
    static DailyCounts byAge(int knownDays, IntToLongFunction events) {
        long[] counts = new long[Windows.HISTORY];
        for (int age = 0; age < Math.min(knownDays, counts.length); age++) {
            counts[age] = events.applyAsLong(age);
        }
        return new DailyCounts(counts, knownDays);
    }

    /** By date, for an account that has been there for long. */
    static DailyCounts byDate(LocalDate day, ToLongFunction<LocalDate> events) {
        return byAge(400, age -> events.applyAsLong(day.minusDays(age)));
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    }
}
