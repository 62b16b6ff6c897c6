package dev.keizoku.health.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A cheaper plan keeps who would leave; it is proposed to nobody else. */
class DownsellTest {

    private static final LocalDate DAY = Sights.DAY;

    @Test
    void whoUsesLittleAndMayLeaveIsOfferedWhatCoversItsUse() {
        Sights leaving = quiet(55, 4);

        assertThat(leaving.failed(OfferKind.DOWNSELL)).isEmpty();
        assertThat(leaving.look().state()).isEqualTo(Eligibility.State.BLOCKED);
        assertThat(leaving.option(OfferKind.DOWNSELL).suggestion())
                .isEqualTo(new Option.Suggestion(
                        "basic", null, null, Money.of("-70000", "JPY"), Money.of("480000", "JPY")));
    }

    @Test
    void whoIsNotAtRiskKeepsItsPlanUnlessItHesitates() {
        Sights safe = quiet(55, 4).risk(RiskLevel.LOW, "0.1");

        assertThat(safe.failed(OfferKind.DOWNSELL)).containsExactly(ConditionCode.AT_RISK_OR_HESITATING);
        assertThat(safe.offers(new OfferHistory(null, DAY.minusDays(10), null, null))
                        .failed(OfferKind.DOWNSELL))
                .isEmpty();
        assertThat(safe.offers(new OfferHistory(null, null, null, DAY.minusDays(10)))
                        .failed(OfferKind.DOWNSELL))
                .isEmpty();
        assertThat(safe.offers(new OfferHistory(null, null, null, DAY.minusDays(90)))
                        .failed(OfferKind.DOWNSELL))
                .containsExactly(ConditionCode.AT_RISK_OR_HESITATING);
    }

    @Test
    void littleUseHasToLastFiftySixDays() {
        assertThat(quiet(54, 4).failed(OfferKind.DOWNSELL))
                .containsExactly(ConditionCode.LOW_UTILISATION, ConditionCode.CHEAPER_PLAN_COVERS);
        assertThat(quiet(55, 4).failed(OfferKind.DOWNSELL)).isEmpty();
    }

    @Test
    void halfOfALimitIsNotLittle() {
        assertThat(quiet(80, 5).failed(OfferKind.DOWNSELL)).containsExactly(ConditionCode.LOW_UTILISATION);
        assertThat(quiet(80, 4).failed(OfferKind.DOWNSELL)).isEmpty();
    }

    @Test
    void aCheaperPlanHasEveryFeatureThatWasUsed() {
        UsePeaks peaks = peaks(80, 4, List.of("a", "c"));

        assertThat(quiet(80, 4).peaks(peaks).failed(OfferKind.DOWNSELL))
                .containsExactly(ConditionCode.CHEAPER_PLAN_COVERS);
    }

    @Test
    void aDeclinedDownsellIsRespectedToo() {
        assertThat(quiet(80, 4)
                        .offers(new OfferHistory(null, null, DAY.minusDays(1), null))
                        .failed(OfferKind.DOWNSELL))
                .containsExactly(ConditionCode.NO_DECLINED_DOWNSELL_90D);
    }

    @Test
    void theSameDayLookedAtAgainChangesNothing() {
        UsePeaks once = peaks(30, 4, List.of("a"));

        assertThat(once.with(DAY.minusDays(1), Map.of("seats", new BigDecimal("4")), List.of("a")))
                .isEqualTo(once);
    }

    @Test
    void aGapOfMoreThanAWeekBeginsAnew() {
        UsePeaks before = peaks(60, 4, List.of("a"));

        assertThat(before.with(DAY.plusDays(7), Map.of("seats", BigDecimal.ONE), List.of())
                        .since())
                .isEqualTo(DAY.plusDays(7));
        assertThat(before.with(DAY.plusDays(6), Map.of("seats", BigDecimal.ONE), List.of())
                        .since())
                .isEqualTo(before.since());
    }

    /** An account at risk that has used so many of its ten seats for so many days before the day. */
    private static Sights quiet(int days, int seats) {
        return Sights.best()
                .risk(RiskLevel.MEDIUM, "0.4")
                .usage("{\"active_users_28\": %d}".formatted(seats))
                .peaks(peaks(days, seats, List.of("a", "b")));
    }

    private static UsePeaks peaks(int days, int seats, List<String> features) {
        UsePeaks peaks = UsePeaks.NONE;
        for (int ago = days; ago >= 1; ago--) {
            peaks = peaks.with(DAY.minusDays(ago), Map.of("seats", BigDecimal.valueOf(seats)), features);
        }
        return peaks;
    }
}
