package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One day's events beside those of the same weekday before.
 *
 * @param usual the median of the same weekday in the eight weeks before the last seven days; null when fewer than four
 *     of them are known, and so are the others then
 * @param scale what counts as one step away from the usual
 * @param z steps away from the usual
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DayLevel(
        LocalDate day,
        long events,
        @Nullable Double usual,
        @Nullable Double scale,
        @Nullable Double z) {

    private static final int WEEKS = 8;
    private static final int LEAST_VALUES = 4;
    private static final double RELATIVE = 0.05;

    /** Below this many events a day, counts are made comparable by Anscombe's transformation first. */
    private static final double LOW = 20;

    static DayLevel of(DailyCounts days, int age, LocalDate day) {
        double[] before = IntStream.rangeClosed(1, WEEKS)
                .map(week -> age + 7 * week)
                .filter(days::knows)
                .mapToDouble(days::at)
                .toArray();
        long events = days.at(age);
        if (before.length < LEAST_VALUES) {
            return new DayLevel(day.minusDays(age), events, null, null, null);
        }
        double usual = Statistics.median(before);
        return usual < LOW
                ? low(day.minusDays(age), events, usual, before)
                : usual(day.minusDays(age), events, usual, before);
    }

    /** The scale is never below 5 % of the usual or its root: the median deviation of steady counts is 0. */
    private static DayLevel usual(LocalDate day, long events, double usual, double[] before) {
        double scale =
                Math.max(Math.max(Statistics.spread(usual, before), RELATIVE * usual), Math.max(Math.sqrt(usual), 1));
        return of(day, events, usual, scale, (events - usual) / scale);
    }

    private static DayLevel low(LocalDate day, long events, double usual, double[] before) {
        double middle = anscombe(usual);
        double[] made = IntStream.range(0, before.length)
                .mapToDouble(i -> anscombe(before[i]))
                .toArray();
        double scale = Math.max(Statistics.spread(middle, made), 1);
        return of(day, events, usual, scale, (anscombe(events) - middle) / scale);
    }

    private static DayLevel of(LocalDate day, long events, double usual, double scale, double z) {
        return new DayLevel(day, events, usual, Statistics.rounded(scale), Statistics.rounded(z));
    }

    /** Makes the deviation of a low count about 1, whatever the count. */
    private static double anscombe(double count) {
        return 2 * Math.sqrt(count + 0.375);
    }
}
