package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One day's events beside those of the same weekday before, or of closed days before if it is one itself.
 *
 * @param usual the median of the same weekday in the eight weeks before the last seven days, without days that are
 *     flagged or closed; null when fewer than four of them are known, and so are the others then
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
    private static final int WEEK = 7;
    private static final int LEAST_VALUES = 4;
    private static final double RELATIVE = 0.05;

    /** Below this many events a day, counts are made comparable by Anscombe's transformation first. */
    private static final double LOW = 20;

    static DayLevel of(DailyCounts days, int age, LocalDate day, DayKinds kinds, BitSet flagged) {
        double[] before = before(days, age, kinds, flagged);
        long events = days.at(age);
        if (before.length < LEAST_VALUES) {
            return new DayLevel(day.minusDays(age), events, null, null, null);
        }
        double usual = Statistics.median(before);
        double middle = usual < LOW ? anscombe(usual) : usual;
        double scale = scale(usual, middle, before);
        return new DayLevel(
                day.minusDays(age),
                events,
                usual,
                Statistics.rounded(scale),
                Statistics.rounded(steps(events, usual, middle, scale)));
    }

    /** Steps away from the usual alone; null when fewer than four days say what that is. */
    static @Nullable Double steps(DailyCounts days, int age, DayKinds kinds, BitSet flagged) {
        return of(days, age, LocalDate.EPOCH, kinds, flagged).z();
    }

    /** The counts of the days it is held against: of its weekday, or of other closed days if it is one. */
    private static double[] before(DailyCounts days, int age, DayKinds kinds, BitSet flagged) {
        double[] before = new double[WEEKS];
        int values = 0;
        boolean closed = kinds.isClosed(age);
        for (int other = age + WEEK; values < WEEKS && days.knows(other); other += closed ? 1 : WEEK) {
            if (!closed && other > age + WEEKS * WEEK) {
                break;
            }
            if (kinds.isClosed(other) == closed && !flagged.get(other)) {
                before[values++] = days.at(other);
            }
        }
        return Arrays.copyOf(before, values);
    }

    /** Never below 5 % of the usual or its root: the median deviation of steady counts is 0. */
    private static double scale(double usual, double middle, double[] before) {
        if (usual < LOW) {
            double[] made = Arrays.stream(before).map(DayLevel::anscombe).toArray();
            return Math.max(Statistics.spread(middle, made), 1);
        }
        return Math.max(Math.max(Statistics.spread(usual, before), RELATIVE * usual), Math.max(Math.sqrt(usual), 1));
    }

    private static double steps(long events, double usual, double middle, double scale) {
        return ((usual < LOW ? anscombe(events) : events) - middle) / scale;
    }

    /** Makes the deviation of a low count about 1, whatever the count. */
    private static double anscombe(double count) {
        return 2 * Math.sqrt(count + 0.375);
    }
}
