package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much an account does beside what is usual for it, week by week and weekday by weekday.
 *
 * @param usualEvents7 the median of the eight weeks before; null when fewer than four are known
 * @param ratio the last seven days over the usual ones
 * @param fleetRatio the middle ratio of all the tenant's accounts: what a holiday or an outage does to everybody
 * @param ratioToFleet the ratio over the fleet's; the ratio itself where there is no fleet
 * @param days the day and the two before it
 * @param shift null when too little is known to say
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Level(
        @JsonProperty("usual_events_7") @Nullable Double usualEvents7,
        @Nullable Double ratio,
        @Nullable Double fleetRatio,
        @Nullable Double ratioToFleet,
        List<DayLevel> days,
        @Nullable Shift shift) {

    private static final int DAYS = 3;
    private static final int DAYS_THAT_AGREE = 2;
    private static final double FAR = 3.5;
    private static final double MUCH_MORE = 2;
    private static final double MUCH_LESS = 0.5;
    private static final double LEAST_EVENTS = 50;

    /** Whether use has clearly left what is usual. */
    enum Shift {
        SURGE,
        DROP,
        NONE;

        @JsonValue
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Level of(DailyCounts counts, LocalDate day, @Nullable Double fleetRatio) {
        WeekRatio week = WeekRatio.of(counts);
        List<DayLevel> days = IntStream.range(0, DAYS)
                .mapToObj(age -> DayLevel.of(counts, age, day))
                .toList();
        Double ratio = week.ratio();
        Double toFleet = ratio == null || fleetRatio == null ? ratio : corrected(ratio, fleetRatio);
        return new Level(week.usual(), ratio, fleetRatio, toFleet, days, shift(week, toFleet, days));
    }

    /** Nothing can be said beside a fleet that has fallen silent. */
    private static @Nullable Double corrected(double ratio, double fleetRatio) {
        return fleetRatio == 0 ? null : Statistics.rounded(ratio / fleetRatio);
    }

    private static @Nullable Shift shift(WeekRatio week, @Nullable Double ratio, List<DayLevel> days) {
        List<Double> z =
                days.stream().flatMap(day -> Stream.ofNullable(day.z())).toList();
        if (ratio == null || week.usual() == null || z.size() < DAYS_THAT_AGREE) {
            return null;
        }
        if (ratio >= MUCH_MORE
                && week.events7() >= LEAST_EVENTS
                && z.stream().filter(steps -> steps >= FAR).count() >= DAYS_THAT_AGREE) {
            return Shift.SURGE;
        }
        boolean drop = ratio <= MUCH_LESS
                && week.usual() >= LEAST_EVENTS
                && z.stream().filter(steps -> steps <= -FAR).count() >= DAYS_THAT_AGREE;
        return drop ? Shift.DROP : Shift.NONE;
    }
}
