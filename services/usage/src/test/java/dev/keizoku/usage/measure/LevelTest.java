package dev.keizoku.usage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.usage.measure.Level.Shift;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LevelTest {

    private static Level level(DailyCounts counts, LocalDate day, @Nullable Double fleetRatio) {
        return Level.of(counts, day, DayKinds.ALIKE, fleetRatio);
    }

    private static DayLevel monday(DailyCounts counts) {
        return DayLevel.of(counts, 0, Days.MONDAY, DayKinds.ALIKE, new BitSet());
    }

    private static long office(LocalDate day) {
        return Days.isWeekend(day) ? 100 : 1000;
    }

    @Test
    void aThousandOnWeekdaysAndAHundredAtWeekendsRaisesNothingOnAnyDay() {
        for (int i = 0; i < 7; i++) {
            LocalDate day = Days.MONDAY.plusDays(i);
            Level level = level(Days.byDate(day, LevelTest::office), day, null);
            // 5 x 1,000 + 2 x 100 in every seven days.
            assertThat(level.usualEvents7()).isEqualTo(5200);
            assertThat(level.ratio()).isEqualTo(1);
            assertThat(level.days()).extracting(DayLevel::z).containsOnly(0.0);
            assertThat(level.shift()).isEqualTo(Shift.NONE);
        }
    }

    @Test
    void stepsAreCountedFromTheMedianOfTheWeekday() {
        // Mondays, the latest first: 10 20 30 40 50 60 70 80, and 90 today. The median is 45; distances from it are
        // 35 25 15 5 5 15 25 35, their median 20, times 1.4826 is 29.652. Beside it 5 % are 2.25 and the root 6.71.
        DailyCounts days = Days.byAge(400, age -> age == 0 ? 90 : age % 7 == 0 ? 10L * age / 7 : 1);
        DayLevel today = level(days, Days.MONDAY, null).days().getFirst();
        assertThat(today.usual()).isEqualTo(45);
        assertThat(today.scale()).isEqualTo(29.652);
        // (90 - 45) / 29.652
        assertThat(today.z()).isEqualTo(1.517604);
    }

    @Test
    void theScaleOfSteadyCountsIsTheirRootOrFivePerCent() {
        // 100 on every day: the deviation is 0, 5 % are 5, the root is 10. (135 - 100) / 10 = 3.5.
        DayLevel root = monday(Days.byAge(400, age -> age == 0 ? 135 : 100));
        assertThat(root.scale()).isEqualTo(10);
        assertThat(root.z()).isEqualTo(3.5);
        // 10,000 on every day: 5 % are 500, the root is 100. (9,000 - 10,000) / 500 = -2.
        DayLevel share = monday(Days.byAge(400, age -> age == 0 ? 9_000 : 10_000));
        assertThat(share.scale()).isEqualTo(500);
        assertThat(share.z()).isEqualTo(-2);
    }

    @Test
    void lowCountsAreMadeComparableFirst() {
        // 2 sqrt(4 + 3/8) = 4.183300 and 2 sqrt(0 + 3/8) = 1.224745, on a scale of 1.
        DayLevel none = monday(Days.byAge(400, age -> age == 0 ? 0 : 4));
        assertThat(none.usual()).isEqualTo(4);
        assertThat(none.scale()).isEqualTo(1);
        assertThat(none.z()).isEqualTo(-2.958555);
    }

    @Test
    void threeTimesTheUsualForThreeDaysIsASurge() {
        // 100 a day, 700 a week; 300 on the last three days of seven make 4 x 100 + 3 x 300 = 1,300: ratio 1.857143.
        DailyCounts threeDays = Days.byAge(400, age -> age < 3 ? 300 : 100);
        assertThat(level(threeDays, Days.MONDAY, null).ratio()).isEqualTo(1.857143);
        assertThat(level(threeDays, Days.MONDAY, null).shift()).isEqualTo(Shift.NONE);
        // One day more makes 1,500 and 2.142857; each of the days is (300 - 100) / 10 = 20 steps away.
        Level level = level(Days.byAge(400, age -> age < 4 ? 300 : 100), Days.MONDAY, null);
        assertThat(level.ratio()).isEqualTo(2.142857);
        assertThat(level.days()).extracting(DayLevel::z).containsOnly(20.0);
        assertThat(level.shift()).isEqualTo(Shift.SURGE);
    }

    @Test
    void tenEventsAWeekNeverSurge() {
        // 1 a day, 7 a week; 7 a day are 49 a week, one too few to be anything.
        assertThat(level(Days.byAge(400, age -> age < 7 ? 7 : 1), Days.MONDAY, null)
                        .shift())
                .isEqualTo(Shift.NONE);
        // 8 a day are 56. 2 sqrt(8.375) - 2 sqrt(1.375) = 5.787918 - 2.345208 = 3.442710 is not 3.5 steps yet.
        assertThat(level(Days.byAge(400, age -> age < 7 ? 8 : 1), Days.MONDAY, null)
                        .shift())
                .isEqualTo(Shift.NONE);
        // 9 a day: 2 sqrt(9.375) = 6.123724, which is 3.778516 steps away.
        assertThat(level(Days.byAge(400, age -> age < 7 ? 9 : 1), Days.MONDAY, null)
                        .shift())
                .isEqualTo(Shift.SURGE);
    }

    /** The whole fleet is away from Wednesday to Sunday and back on Monday. */
    private static long withHoliday(LocalDate day) {
        boolean away = !day.isBefore(Days.MONDAY.minusDays(5)) && day.isBefore(Days.MONDAY);
        return away ? 0 : office(day);
    }

    @Test
    void theMondayAfterAHolidayOfTheWholeFleetRaisesNothing() {
        DailyCounts account = Days.byDate(Days.MONDAY, LevelTest::withHoliday);
        // Tuesday and Monday: 2,000 of 5,200. Monday is as ever, Sunday and Saturday are (0 - 100) / 10 = -10 steps
        // away.
        Level alone = level(account, Days.MONDAY, null);
        assertThat(alone.ratio()).isEqualTo(0.384615);
        assertThat(alone.days()).extracting(DayLevel::z).containsExactly(0.0, -10.0, -10.0);
        assertThat(alone.shift()).isEqualTo(Shift.DROP);

        double[] fleet = Stream.generate(
                        () -> WeekRatio.of(account, DayKinds.ALIKE).ratio())
                .limit(Fleet.LEAST_ACCOUNTS)
                .mapToDouble(Double::doubleValue)
                .toArray();
        Level among = level(account, Days.MONDAY, Fleet.middle(fleet));
        assertThat(among.fleetRatio()).isEqualTo(0.384615);
        assertThat(among.ratioToFleet()).isEqualTo(1);
        assertThat(among.shift()).isEqualTo(Shift.NONE);
    }

    @Test
    void oneAccountsOwnDropShowsAmongAFleetThatGoesOn() {
        DailyCounts account = Days.byDate(Days.MONDAY, LevelTest::withHoliday);
        double[] fleet = new double[9];
        Arrays.fill(fleet, 1.0);
        assertThat(Fleet.middle(fleet)).as("nine accounts are no fleet").isNull();
        double[] larger = Arrays.copyOf(fleet, 11);
        // Nine times 1, and 0 twice: the middle is 1.
        Level level = level(account, Days.MONDAY, Fleet.middle(larger));
        assertThat(level.ratioToFleet()).isEqualTo(0.384615);
        assertThat(level.shift()).isEqualTo(Shift.DROP);
    }

    @Test
    void beforeFourWeeksNothingIsUsual() {
        // 34 days: Mondays at the ages 7, 14, 21, 28 are known, but only three whole weeks before this one.
        Level level = level(Days.byAge(34, age -> 10), Days.MONDAY, null);
        assertThat(level.usualEvents7()).isNull();
        assertThat(level.ratio()).isNull();
        assertThat(level.shift()).isNull();
        assertThat(level.days().getFirst().usual()).isEqualTo(10);
        assertThat(level(Days.byAge(28, age -> 10), Days.MONDAY, null).days())
                .extracting(DayLevel::z)
                .containsOnlyNulls();
        assertThat(level(Days.byAge(35, age -> 10), Days.MONDAY, null).ratio()).isEqualTo(1);
    }

    @Test
    void nothingCanBeSaidOverAUsualWeekOfNothing() {
        Level level = level(Days.byAge(400, age -> age == 0 ? 500 : 0), Days.MONDAY, null);
        assertThat(level.usualEvents7()).isZero();
        assertThat(level.ratio()).isNull();
        assertThat(level.shift()).isNull();
    }
}
