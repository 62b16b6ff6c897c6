package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The events of the last seven days beside those of a usual week: the median of the eight seven-day totals before.
 *
 * @param usual null when fewer than four whole weeks before are known
 * @param ratio null when there is no usual week, or nothing in it
 */
record WeekRatio(
        @JsonProperty("events_7") long events7,
        @Nullable Double usual,
        @Nullable Double ratio) {

    /** The last week and the eight before it. */
    static final int WEEKS = 9;

    private static final int LEAST_WEEKS = 4;

    /** Of totals by week, the last one first. */
    static WeekRatio of(long[] weeks, int knownDays) {
        double[] before = IntStream.range(1, WEEKS)
                .filter(week -> 7 * (week + 1) <= knownDays)
                .mapToDouble(week -> weeks[week])
                .toArray();
        if (before.length < LEAST_WEEKS) {
            return new WeekRatio(weeks[0], null, null);
        }
        double usual = Statistics.median(before);
        return new WeekRatio(weeks[0], usual, usual == 0 ? null : Statistics.rounded(weeks[0] / usual));
    }

    static WeekRatio of(DailyCounts days) {
        long[] weeks = new long[WEEKS];
        for (int week = 0; week < WEEKS; week++) {
            weeks[week] = days.events(7 * week, 7 * (week + 1));
        }
        return of(weeks, days.knownDays());
    }
}
