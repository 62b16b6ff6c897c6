package dev.keizoku.health.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinsTest {

    @Test
    void cutsIntoTenthsWithTheirRates() {
        List<Bins.Bin> bins = Bins.of(points(200), 10);

        assertThat(bins).hasSize(10).allMatch(bin -> bin.churn().observations() == 20);
        assertThat(bins.getFirst().churn().rate()).isEqualTo(1);
        assertThat(bins.getLast().churn().rate()).isEqualTo(0);
        assertThat(bins.getFirst().to()).isEqualTo(19);
        assertThat(bins.getFirst().mean()).isEqualTo(9.5);
    }

    @Test
    void hasFewerBinsRatherThanSmallOnes() {
        assertThat(Bins.of(points(35), 10))
                .hasSize(3)
                .allMatch(bin -> bin.churn().observations() >= 10);
        assertThat(Bins.of(points(9), 10)).isEmpty();
    }

    @Test
    void keepsEqualValuesTogether() {
        List<Bins.Point> points = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            points.add(new Bins.Point(i < 60 ? 0 : i, i % 5 == 0));
        }
        Collections.shuffle(points, new Random(2));
        List<Bins.Bin> bins = Bins.of(points, 10);

        assertThat(bins.getFirst().churn().observations()).isEqualTo(60);
        assertThat(bins).allMatch(bin -> bin.churn().observations() >= 10);
        assertThat(bins.stream().mapToLong(bin -> bin.churn().observations()).sum())
                .isEqualTo(100);
    }

    @Test
    void aRateIsApartOnlyBeyondReasonableDoubt() {
        ChurnRate all = new ChurnRate(1000, 50);
        assertThat(new ChurnRate(100, 20).against(all)).isEqualTo(ChurnRate.Verdict.HIGHER);
        assertThat(new ChurnRate(20, 2).against(all)).isEqualTo(ChurnRate.Verdict.LIKE_ALL);
        assertThat(new ChurnRate(400, 2).against(all)).isEqualTo(ChurnRate.Verdict.LOWER);
        assertThat(new ChurnRate(9, 9).against(all)).isEqualTo(ChurnRate.Verdict.TOO_FEW);
        assertThat(new ChurnRate(9, 9).rate()).isNull();
        assertThat(new ChurnRate(100, 20).lift(all)).isEqualTo(4);
    }

    private static List<Bins.Point> points(int count) {
        List<Bins.Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(new Bins.Point(i, i < count / 2));
        }
        return points;
    }
}
