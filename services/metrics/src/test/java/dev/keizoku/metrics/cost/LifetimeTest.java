package dev.keizoku.metrics.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    private static BigDecimal value(Ratio ratio) {
        return ratio.numerator().divide(ratio.denominator(), 6, RoundingMode.HALF_UP);
    }

    @Test
    void nobodyStaysForEver() {
        assertThat(Lifetime.inMonths(Ratio.of(0), 0)).isNull();
        assertThat(Lifetime.inMonths(null, 12)).isNull();
        assertThat(value(Lifetime.inMonths(Ratio.of(0), 12))).isEqualByComparingTo("12");
        assertThat(value(Lifetime.inMonths(Ratio.of(new BigDecimal("0.02")), 0)))
                .isEqualByComparingTo("50");
        assertThat(value(Lifetime.inMonths(Ratio.of(new BigDecimal("0.5")), 2))).isEqualByComparingTo("1.5");
        assertThat(value(Lifetime.inMonths(Ratio.of(1), 12))).isEqualByComparingTo("1");
    }

    @Property
    void aHorizonOnlyTakesAway(
            @ForAll @IntRange(min = 1, max = 100) int percent, @ForAll @IntRange(min = 1, max = 240) int horizon) {
        Ratio churn = new Ratio(BigDecimal.valueOf(percent), BigDecimal.valueOf(100));
        BigDecimal capped = value(Lifetime.inMonths(churn, horizon));
        assertThat(capped).isLessThanOrEqualTo(value(Lifetime.inMonths(churn, 0)));
        assertThat(capped).isLessThanOrEqualTo(BigDecimal.valueOf(horizon));
        assertThat(capped).isGreaterThanOrEqualTo(BigDecimal.ONE);
    }
}
