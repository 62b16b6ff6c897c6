package dev.keizoku.metrics.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.whatif.ChurnSensitivity.Basis;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChurnSensitivityTest {

    private static BigDecimal percent(int points) {
        return BigDecimal.valueOf(points, 2);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, MONTH, 10.2", "0, 1, MONTH, 14.7", "3, 4, MONTH, 5.1", "1, 2, YEAR, 1.4"})
    void whatAPointCostsDependsOnTheRateAndItsBasis(int churn, int other, Basis basis, BigDecimal lost) {
        ChurnSensitivity result = ChurnSensitivity.of(percent(churn), percent(other), 60, basis);
        assertThat(result.lost().setScale(1, RoundingMode.HALF_UP)).isEqualByComparingTo(lost);
    }

    @Property
    void moreChurnNeverEarnsMore(
            @ForAll @IntRange(min = 0, max = 99) int churn, @ForAll @IntRange(min = 1, max = 120) int months) {
        for (Basis basis : Basis.values()) {
            ChurnSensitivity result = ChurnSensitivity.of(percent(churn), percent(churn + 1), months, basis);
            assertThat(result.lost().signum()).isNotNegative();
            assertThat(result.after()).isGreaterThanOrEqualTo(new BigDecimal("0.99"));
            assertThat(result.before()).isLessThanOrEqualTo(BigDecimal.valueOf(months));
        }
    }
}
