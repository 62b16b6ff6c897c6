package dev.keizoku.metrics.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {

    // Edge case 43, 58.
    @ParameterizedTest
    @CsvSource({
        "100, MONTH, 1, 1200",
        "1200, YEAR, 1, 1200",
        "300, MONTH, 3, 1200",
        "600, MONTH, 6, 1200",
        "2400, YEAR, 2, 1200",
        "2400, MONTH, 24, 1200",
        "10, WEEK, 1, 520",
        "20, WEEK, 2, 520",
        "1, DAY, 1, 365",
        "100000, YEAR, 1, 100000"
    })
    void aTermIsWorthTheSameForAYearHoweverItIsBilled(String amount, IntervalUnit unit, int count, String annual) {
        assertThat(Timelines.price(amount, "USD", unit, count).annual(BigDecimal.ONE))
                .isEqualByComparingTo(annual);
    }

    @Test
    void aTermThatDoesNotDivideAYearIsDividedOnceAtTwelveDecimals() {
        assertThat(Timelines.price("100", "USD", IntervalUnit.MONTH, 7).annual(BigDecimal.ONE))
                .isEqualByComparingTo("171.428571428571");
    }

    // Edge case 59.
    @Test
    void tenAWeekIs43And33CentsAMonth() {
        BigDecimal annual = Timelines.price("10", "USD", IntervalUnit.WEEK, 1).annual(BigDecimal.ONE);
        assertThat(annual.divide(BigDecimal.valueOf(12), 2, RoundingMode.HALF_UP))
                .isEqualByComparingTo("43.33");
    }

    @Test
    void moreUnitsCostMore() {
        assertThat(Timelines.monthly("10").annual(new BigDecimal("8"))).isEqualByComparingTo("960");
        assertThat(Timelines.monthly("10").annual(new BigDecimal("2.5"))).isEqualByComparingTo("300");
    }

    @Test
    void aDiscountLargerThanThePriceIsWorthNothingAndNeverLess() {
        assertThat(Timelines.monthly("-5").annual(BigDecimal.ONE)).isZero();
    }

    // Edge case 58.
    @Test
    void anUnknownTermIsAnErrorAndNeverAMonth() {
        assertThatThrownBy(() -> IntervalUnit.of("fortnight"))
                .isInstanceOf(UnreadableFact.class)
                .hasMessageContaining("fortnight");
        assertThatThrownBy(() -> Timelines.price("1", "USD", IntervalUnit.MONTH, 0))
                .isInstanceOf(UnreadableFact.class);
        assertThatThrownBy(() -> SubscriptionState.of("limbo")).isInstanceOf(UnreadableFact.class);
    }
}
