package dev.keizoku.usage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.usage.measure.Level.Shift;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is usual leaves out what was odd: days that stood out in their time, and holidays. */
class OddDaysTest {

    private static final BitSet NOTHING = new BitSet();

    /** What Japan and its offices kept from November 2025 to August 2026. */
    static final Set<LocalDate> CLOSED = Stream.of(
                    "2025-11-03 2025-11-23 2025-11-24 2025-12-29 2025-12-30 2025-12-31 2026-01-01 2026-01-02 2026-01-03"
                            + " 2026-01-12 2026-02-11 2026-02-23 2026-03-20 2026-04-29 2026-05-03 2026-05-04 2026-05-05"
                            + " 2026-05-06 2026-07-20 2026-08-11 2026-08-13 2026-08-14 2026-08-15 2026-08-16")
            .flatMap(days -> Stream.of(days.split(" ")))
            .map(LocalDate::parse)
            .collect(Collectors.toUnmodifiableSet());

    private static Level level(DailyCounts counts) {
        return Level.of(counts, Days.MONDAY, DayKinds.ALIKE, null);
    }

    private static Level level(String day, ToLongFunction<LocalDate> events, boolean calendar) {
        LocalDate measured = LocalDate.parse(day);
        DayKinds kinds = calendar ? DayKinds.until(measured, CLOSED::contains) : DayKinds.ALIKE;
        return Level.of(Days.byDate(measured, events), measured, kinds, null);
    }

    private static long office(LocalDate day) {
        return CLOSED.contains(day) ? 50 : Days.isWeekend(day) ? 100 : 1_000;
    }

    @Test
    void fourWeeksOfASurgeAreNotWhatIsUsualAfterwards() {
        // 100 a day, but 300 from 55 to 28 days ago. On the first day and the two after it the week was 900, 1,100 and
        // 1,300 of 700; on the fourth it was 1,500, more than twice as much, and that day and the two before it were 20
        // steps away. So all of them are flagged but the first.
        DailyCounts counts = Days.byAge(400, age -> age >= 28 && age <= 55 ? 300 : 100);
        BitSet flagged = FlaggedDays.of(counts, DayKinds.ALIKE);
        assertThat(flagged.stream()).hasSize(27).startsWith(28).endsWith(54);
        // Of the eight Mondays four were in the surge: their median with the others is 200, without them it is 100.
        assertThat(DayLevel.of(counts, 0, Days.MONDAY, DayKinds.ALIKE, NOTHING).usual())
                .isEqualTo(200);
        DayLevel today = level(counts).days().getFirst();
        assertThat(today.usual()).isEqualTo(100);
        assertThat(today.z()).isZero();
        assertThat(level(counts).shift()).isEqualTo(Shift.NONE);
    }

    @Test
    void aSurgeThatStaysBecomesWhatIsUsual() {
        // 300 instead of 100 for 40 days: 2,100 a week. Of the eight weeks before the last four had 2,100, one 1,700
        // and
        // three 700: their median is 1,900.
        Level level = level(Days.byAge(400, age -> age < 40 ? 300 : 100));
        assertThat(level.usualEvents7()).isEqualTo(1_900);
        assertThat(level.ratio()).isEqualTo(1.105263);
        assertThat(level.shift()).isEqualTo(Shift.NONE);
    }

    @Test
    void withTooFewDaysLeftNothingIsUsual() {
        // 40 days at three times the level: five Mondays of eight are flagged but for the one a week ago, when the new
        // level had become usual by the weeks: 300, 100, 100 and 100 are left. Five days later on it is three.
        DailyCounts counts = Days.byAge(400, age -> age < 40 ? 300 : 100);
        BitSet flagged = FlaggedDays.of(counts, DayKinds.ALIKE);
        assertThat(flagged.stream()).startsWith(9).endsWith(38);
        assertThat(DayLevel.of(counts, 0, Days.MONDAY, DayKinds.ALIKE, flagged).usual())
                .isEqualTo(100);
        flagged.set(7);
        assertThat(DayLevel.of(counts, 0, Days.MONDAY, DayKinds.ALIKE, flagged).usual())
                .isNull();
    }

    @Test
    void goldenWeekIsHeldAgainstOtherHolidays() {
        // Monday to Wednesday, 4 to 6 May, are holidays: 50 instead of 1,000. The week that ends with the 6th has 2,300
        // of
        // 5,200, and each of the three days is 950 / 50 = 19 steps away from its weekday.
        Level alone = level("2026-05-06", OddDaysTest::office, false);
        assertThat(alone.ratio()).isEqualTo(0.442308);
        assertThat(alone.days()).extracting(DayLevel::z).containsOnly(-19.0);
        assertThat(alone.shift()).isEqualTo(Shift.DROP);

        // By the calendar Thursday to Saturday are left of the week: 2,100, as in the weeks before. The eight holidays
        // before 29 April had 50 each.
        Level level = level("2026-05-06", OddDaysTest::office, true);
        assertThat(level.usualEvents7()).isEqualTo(2_100);
        assertThat(level.ratio()).isEqualTo(1);
        assertThat(level.days()).extracting(DayLevel::usual).containsOnly(50.0);
        assertThat(level.days()).extracting(DayLevel::z).containsOnly(0.0);
        assertThat(level.shift()).isEqualTo(Shift.NONE);
    }

    @Test
    void noDayAroundAHolidayRaisesAnything() {
        for (String from : new String[] {"2026-04-27", "2026-08-08", "2025-12-26"}) {
            for (int days = 0; days < 24; days++) {
                String day = LocalDate.parse(from).plusDays(days).toString();
                Level level = level(day, OddDaysTest::office, true);
                assertThat(level.shift()).as(day).isIn(Shift.NONE, null);
            }
        }
        assertThat(level("2026-05-11", OddDaysTest::office, true).ratio())
                .as("Thursday to Monday, as in other weeks")
                .isEqualTo(1);
    }

    @Test
    void obonIsNoDropForThoseWhoAreAway() {
        // Nothing on holidays. The week to Sunday, 16 August, has Monday and Wednesday: 2,000, as ever.
        Level level = level("2026-08-16", day -> CLOSED.contains(day) ? 0 : office(day), true);
        assertThat(level.usualEvents7()).isEqualTo(2_000);
        assertThat(level.ratio()).isEqualTo(1);
        assertThat(level.days()).extracting(DayLevel::z).containsOnly(0.0);
        assertThat(level("2026-08-16", day -> CLOSED.contains(day) ? 0 : office(day), false)
                        .shift())
                .isEqualTo(Shift.DROP);
    }

    @Test
    void aDropOnTheWorkingDaysBetweenHolidaysIsOne() {
        // From 30 April on nothing. The week to Saturday, 2 May, without the holiday of the 29th: 100 + 2,000 of 4,200.
        LocalDate gone = LocalDate.parse("2026-04-30");
        Level level = level("2026-05-02", day -> day.isBefore(gone) ? office(day) : 0, true);
        assertThat(level.ratio()).isEqualTo(0.5);
        assertThat(level.days()).extracting(DayLevel::z).containsExactly(-10.0, -20.0, -20.0);
        assertThat(level.shift()).isEqualTo(Shift.DROP);
    }

    @Test
    void aWeekOfHolidaysSaysNothing() {
        LocalDate sunday = LocalDate.parse("2026-05-10");
        DayKinds kinds = DayKinds.until(sunday, day -> !day.isBefore(LocalDate.parse("2026-05-04")));
        WeekRatio week = WeekRatio.of(Days.byDate(sunday, OddDaysTest::office), kinds);
        assertThat(week.usual()).isNull();
        assertThat(week.ratio()).isNull();
    }
}
