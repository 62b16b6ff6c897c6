package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much an account does beside what is usual for it, week by week and weekday by weekday.
 *
 * @param usualEvents7 the median of the eight weeks before; null when fewer than four are known and comparable
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

    static final int DAYS = 3;
    static final int DAYS_THAT_AGREE = 2;
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

    static Level of(DailyCounts counts, LocalDate day, DayKinds kinds, @Nullable Double fleetRatio) {
        WeekRatio week = WeekRatio.of(counts, kinds);
        BitSet flagged = FlaggedDays.of(counts, kinds);
        List<DayLevel> days = new ArrayList<>(DAYS);
        for (int age = 0; age < DAYS; age++) {
            days.add(DayLevel.of(counts, age, day, kinds, flagged));
        }
        Double ratio = week.ratio();
        Double toFleet = ratio == null || fleetRatio == null ? ratio : corrected(ratio, fleetRatio);
        return new Level(week.usual(), ratio, fleetRatio, toFleet, days, shift(week, toFleet, days));
    }

    /** Nothing can be said beside a fleet that has fallen silent. */
    private static @Nullable Double corrected(double ratio, double fleetRatio) {
        return fleetRatio == 0 ? null : Statistics.rounded(ratio / fleetRatio);
    }

    private static @Nullable Shift shift(WeekRatio week, @Nullable Double ratio, List<DayLevel> days) {
        Shift extreme = ratio == null ? Shift.NONE : extreme(week, ratio);
        int known = 0;
        int agreeing = 0;
        for (DayLevel day : days) {
            Double z = day.z();
            known += z == null ? 0 : 1;
            agreeing += z != null && agrees(extreme, z) ? 1 : 0;
        }
        if (ratio == null || week.usual() == null || known < DAYS_THAT_AGREE) {
            return null;
        }
        return agreeing >= DAYS_THAT_AGREE ? extreme : Shift.NONE;
    }

    /** What the week alone says, when it says enough to be heard. */
    static Shift extreme(WeekRatio week, double ratio) {
        if (ratio >= MUCH_MORE && week.events() >= LEAST_EVENTS) {
            return Shift.SURGE;
        }
        Double usual = week.usual();
        return ratio <= MUCH_LESS && usual != null && usual >= LEAST_EVENTS ? Shift.DROP : Shift.NONE;
    }

    /** Whether a day so many steps away from the usual says the same. */
    static boolean agrees(Shift shift, double steps) {
        return switch (shift) {
            case SURGE -> steps >= FAR;
            case DROP -> steps <= -FAR;
            case NONE -> false;
        };
    }
}
