package dev.keizoku.health.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTrendTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Test
    void fallsByTheMiddleSlopeWhateverOneOddWeekDoes() {
        List<ScoreTrend.Close> steady = new ArrayList<>();
        for (int i = 7; i >= 0; i--) {
            steady.add(close(7 * i, 50 + 2 * i));
        }
        List<ScoreTrend.Close> odd = new ArrayList<>(steady);
        odd.set(3, close(28, 5));

        ScoreTrend trend = ScoreTrend.of(DAY, BigDecimal.valueOf(50), steady);

        assertThat(trend.slopePerWeek()).isEqualByComparingTo("-2");
        assertThat(trend.weeks()).isEqualTo(8);
        assertThat(trend.slopeFrom()).isEqualTo(DAY.minusDays(49));
        assertThat(ScoreTrend.of(DAY, BigDecimal.valueOf(50), odd).slopePerWeek())
                .isEqualByComparingTo("-2");
    }

    @Test
    void comparesWithAWeekAndAMonthBeforeAndSaysWithWhichDays() {
        ScoreTrend trend = ScoreTrend.of(
                DAY, BigDecimal.valueOf(60), List.of(close(31, 70), close(8, 58), close(6, 90), close(0, 60)));

        assertThat(trend.delta7d()).isEqualByComparingTo("2");
        assertThat(trend.comparedWith7d()).isEqualTo(DAY.minusDays(8));
        assertThat(trend.delta30d()).isEqualByComparingTo("-10");
        assertThat(trend.comparedWith30d()).isEqualTo(DAY.minusDays(31));
        assertThat(trend.label()).isEqualTo("down");
    }

    @Test
    void saysNothingOfTooFewWeeks() {
        ScoreTrend trend = ScoreTrend.of(DAY, BigDecimal.valueOf(60), List.of(close(7, 50), close(0, 60)));

        assertThat(trend.slopePerWeek()).isNull();
        assertThat(trend.delta30d()).isNull();
        assertThat(trend.label()).isEqualTo("none");
    }

    private static ScoreTrend.Close close(int daysAgo, int score) {
        return new ScoreTrend.Close(DAY.minusDays(daysAgo), BigDecimal.valueOf(score));
    }
}
