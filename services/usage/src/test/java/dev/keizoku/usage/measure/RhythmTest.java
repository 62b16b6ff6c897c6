package dev.keizoku.usage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.usage.measure.Rhythm.Bucket;
import dev.keizoku.usage.measure.Rhythm.Pattern;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RhythmTest {

    @Test
    void aMonthEndProductIsCountedInWeeks() {
        // Used on the last day of a month, seen from 31 March: the ages 0, 31, 59 and 90 (31 March, 28 February, 31
        // January, 31 December). The baseline of the ages 28 to 83 has two active days of 56, so weeks are counted:
        // of its eight (28-34, 35-41, …, 56-62, …) two are active. ADI = 8 / 2.
        LocalDate day = LocalDate.parse("2026-03-31");
        DailyCounts days = Days.byDate(day, date -> date.getDayOfMonth() == date.lengthOfMonth() ? 40 : 0);
        Rhythm rhythm = Rhythm.of(days, 0);
        assertThat(rhythm.bucket()).isEqualTo(Bucket.WEEK);
        assertThat(rhythm.before().interval()).isEqualTo(4);
        assertThat(rhythm.before().variation()).isZero();
        assertThat(rhythm.before().pattern()).isEqualTo(Pattern.INTERMITTENT);
        // One of the last four weeks.
        assertThat(rhythm.now().interval()).isEqualTo(4);
        // From 31 January to 28 February 28 days, to 31 March 31: the middle of two is their mean.
        assertThat(rhythm.usualGapDays()).isEqualTo(29.5);
    }

    @Test
    void everyDayIsSmooth() {
        Rhythm rhythm = Rhythm.of(Days.byAge(400, age -> 10), 0);
        assertThat(rhythm.bucket()).isEqualTo(Bucket.DAY);
        assertThat(rhythm.before().interval()).isEqualTo(1);
        assertThat(rhythm.before().pattern()).isEqualTo(Pattern.SMOOTH);
        assertThat(rhythm.gapDays()).isZero();
        assertThat(rhythm.usualGapDays()).isEqualTo(1);
    }

    @Test
    void dailyUseThatBecomesEveryOtherDayTurnsIntermittent() {
        // 28 days / 14 active ones = 2, beside 56 / 56 = 1 before. Sizes 10 and 30 in turn: mean 20, variance 100,
        // 100 / 400 = 0.25.
        Rhythm rhythm =
                Rhythm.of(Days.byAge(400, age -> age >= 28 ? 10 : age % 4 == 0 ? 10 : age % 4 == 2 ? 30 : 0), 0);
        assertThat(rhythm.before().interval()).isEqualTo(1);
        assertThat(rhythm.now().interval()).isEqualTo(2);
        assertThat(rhythm.now().variation()).isEqualTo(0.25);
        assertThat(rhythm.now().pattern()).isEqualTo(Pattern.INTERMITTENT);
    }

    @Test
    void sizesThatDifferWidelyAreErraticOrLumpy() {
        // 1 and 9 in turn: mean 5, variance 16, 16 / 25 = 0.64.
        assertThat(Rhythm.of(Days.byAge(400, age -> age % 2 == 0 ? 1 : 9), 0).now())
                .satisfies(pace -> assertThat(pace.variation()).isEqualTo(0.64))
                .satisfies(pace -> assertThat(pace.pattern()).isEqualTo(Pattern.ERRATIC));
        assertThat(Rhythm.of(Days.byAge(400, age -> age % 4 == 0 ? 1 : age % 4 == 2 ? 9 : 0), 0)
                        .now()
                        .pattern())
                .isEqualTo(Pattern.LUMPY);
    }

    @Test
    void halfOfTheDaysOfTheBaselineAreEnoughForDays() {
        assertThat(Rhythm.of(Days.byAge(400, age -> age % 2), 1).bucket()).isEqualTo(Bucket.DAY);
        // 27 of 56.
        assertThat(Rhythm.of(Days.byAge(400, age -> age == 29 ? 0 : age % 2), 1).bucket())
                .isEqualTo(Bucket.WEEK);
    }

    @Test
    void aShortBaselineIsNoneAndSilenceHasNoPace() {
        assertThat(Rhythm.of(Days.byAge(55, age -> 1), 0).bucket()).isNull();
        assertThat(Rhythm.of(Days.byAge(56, age -> 1), 0).before().interval()).isEqualTo(1);
        Rhythm silent = Rhythm.of(Days.byAge(400, age -> age < 40 ? 0 : 1), 40);
        assertThat(silent.now()).isNull();
        assertThat(silent.gapDays()).isEqualTo(40);
        assertThat(Rhythm.of(Days.byAge(400, age -> age == 3 ? 1 : 0), 3).usualGapDays())
                .isNull();
    }
}
