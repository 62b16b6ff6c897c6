package dev.keizoku.metrics.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LtvDriversTest {

    private static LtvFactors factors(int arpa, int margin, int months) {
        return new LtvFactors(BigDecimal.valueOf(arpa), BigDecimal.valueOf(margin, 2), BigDecimal.valueOf(months));
    }

    @Test
    void whatAloneChangedIsTheWholeOfTheChange() {
        LtvDrivers drivers = LtvDrivers.of(factors(100, 80, 20), factors(100, 80, 30));
        assertThat(drivers.lifetime()).isEqualByComparingTo("800");
        assertThat(drivers.arpa()).isEqualByComparingTo("0");
        assertThat(drivers.grossMargin()).isEqualByComparingTo("0");
    }

    @Test
    void twoThatChangeTogetherShareWhatTheyMakeTogether() {
        // 100 x 1 x 10 = 1,000 to 200 x 1 x 20 = 4,000: each alone adds 1,000, together 1,000 more.
        LtvDrivers drivers = LtvDrivers.of(factors(100, 100, 10), factors(200, 100, 20));
        assertThat(drivers.arpa()).isEqualByComparingTo("1500");
        assertThat(drivers.lifetime()).isEqualByComparingTo("1500");
    }

    @Property
    void thePartsAddUpToTheChange(
            @ForAll @IntRange(min = 0, max = 500) int arpa,
            @ForAll @IntRange(min = -50, max = 100) int margin,
            @ForAll @IntRange(min = 1, max = 90) int months) {
        LtvFactors before = factors(120, 70, 25);
        LtvFactors after = factors(arpa, margin, months);
        LtvDrivers drivers = LtvDrivers.of(before, after);
        assertThat(drivers.arpa().add(drivers.grossMargin()).add(drivers.lifetime()))
                .isCloseTo(after.value().subtract(before.value()), within(new BigDecimal("1e-20")));
    }
}
