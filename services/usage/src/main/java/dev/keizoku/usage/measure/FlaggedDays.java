package dev.keizoku.usage.measure;

import java.util.BitSet;

/**
 * Days that stood out in their time, by age. They are left out of what is usual, so that a surge does not hide the next
 * one and a drop is not made the rule.
 *
 * <p>A day is flagged when, on it or on one of the two days after it, use had shifted by the account's own measure, and it
 * was one of the days that said so. What the fleet did on past days is not asked: days that were odd for everybody are no
 * better a baseline.
 */
final class FlaggedDays {

    /** What needs the nine weeks before a day cannot be said of the oldest days. */
    private static final int OLDEST = Windows.HISTORY - WeekRatio.DAYS;

    /** The latest day whose shift may flag one that is seven days old. */
    private static final int LATEST = 5;

    private FlaggedDays() {}

    static BitSet of(DailyCounts days, DayKinds kinds) {
        BitSet flagged = new BitSet();
        for (int age = OLDEST; age >= LATEST; age--) {
            if (WeekRatio.mayBeFar(days, kinds, age)) {
                flag(days, kinds, age, flagged);
            }
        }
        return flagged;
    }

    private static void flag(DailyCounts days, DayKinds kinds, int age, BitSet flagged) {
        WeekRatio week = WeekRatio.of(days, kinds, age);
        Double ratio = week.ratio();
        Level.Shift extreme = ratio == null ? Level.Shift.NONE : Level.extreme(week, ratio);
        if (extreme == Level.Shift.NONE) {
            return;
        }
        BitSet agreeing = new BitSet();
        for (int one = age; one < age + Level.DAYS; one++) {
            Double steps = DayLevel.steps(days, one, kinds, flagged);
            if (steps != null && Level.agrees(extreme, steps)) {
                agreeing.set(one);
            }
        }
        if (agreeing.cardinality() >= Level.DAYS_THAT_AGREE) {
            flagged.or(agreeing);
        }
    }
}
