package dev.keizoku.metrics.movement;

import static dev.keizoku.metrics.movement.Told.movements;
import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.price;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static dev.keizoku.metrics.timeline.Timelines.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.timeline.AccountTimelines;
import dev.keizoku.metrics.timeline.AccountTimelines.Owned;
import dev.keizoku.metrics.timeline.IntervalUnit;
import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.Timelines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from the rules where they meet; amounts are monthly. */
class LedgerRulesTest {

    private static final LedgerPolicies PAID_PERIOD = Policies.of("churn_timing", "paid_period_end");

    private static Timelines paying() {
        return timelines().start("2026-01-10", monthly("100"));
    }

    private static String left(Timelines story) {
        return movements(story, PAID_PERIOD).getLast();
    }

    @Test
    void aDearerPriceOfTheSameIntervalKeepsTheAnchorOfThePaidPeriod() {
        assertThat(left(paying().price("2026-02-20", monthly("120")).end("2026-03-15")))
                .isEqualTo("2026-04-10 churn 120.00 voluntary");
    }

    @Test
    void anotherIntervalBeginsAPaidPeriodOfItsOwn() {
        assertThat(left(paying().price("2026-02-20", yearly("1200")).end("2026-03-15")))
                .isEqualTo("2027-02-20 churn 100.00 voluntary");
        assertThat(left(paying().price("2026-02-20", price("300", "USD", IntervalUnit.MONTH, 3))
                        .end("2026-03-15")))
                .isEqualTo("2026-05-20 churn 100.00 voluntary");
    }

    @Test
    void aLatePaymentKeepsTheAnchorAndAPauseDoesNot() {
        assertThat(left(paying().paymentFails("2026-02-15").end("2026-03-15")))
                .isEqualTo("2026-04-10 churn 100.00 involuntary");
        assertThat(left(paying().pause("2026-02-15").resume("2026-02-20").end("2026-03-15")))
                .isEqualTo("2026-03-20 churn 100.00 voluntary");
    }

    @Test
    void whoBeginsAgainWithinThePaidPeriodNeverLeft() {
        assertThat(movements(paying().end("2026-03-15").start("2026-03-20", monthly("100")), PAID_PERIOD))
                .containsExactly("2026-01-10 new 100.00 start");
    }

    @Test
    void aCancellationThatIsOvertakenEndsNothing() {
        assertThat(movements(paying().cancelAt("2026-02-01", "2026-03-01").cancelAt("2026-02-20", null)))
                .containsExactly("2026-01-10 new 100.00 start");
    }

    @Test
    void eachOfSeveralShortGapsIsBridged() {
        Timelines story = paying().end("2026-02-01")
                .start("2026-02-05", monthly("100"))
                .end("2026-03-01")
                .start("2026-03-04", monthly("100"))
                .end("2026-04-01");
        assertThat(movements(story, Policies.of("gap_tolerance_days", 7)))
                .containsExactly("2026-01-10 new 100.00 start", "2026-04-01 churn 100.00 voluntary");
        assertThat(movements(story, Policies.of("gap_tolerance_days", 3)))
                .containsExactly(
                        "2026-01-10 new 100.00 start",
                        "2026-02-01 churn 100.00 voluntary",
                        "2026-02-05 reactivation 100.00 start",
                        "2026-04-01 churn 100.00 voluntary");
    }

    // Edge case 7, the other way.
    @Test
    void aCheaperPlanForADearerOneOnOneDayIsADowngrade() {
        Timelines story = timelines()
                .start("2026-01-10", "pro", monthly("150"))
                .end("2026-02-01T10:00:00Z")
                .subscription("s2")
                .start("2026-02-01T11:00:00Z", "basic", monthly("100"));
        assertThat(movements(story))
                .containsExactly("2026-01-10 new 150.00 start", "2026-02-01 contraction 50.00 plan_downgrade");
    }

    @Test
    void onlyPoliciesThatMoveDaysKeepTheTimelinesFromSayingWhatCountsToday() {
        assertThat(LedgerPolicies.DEFAULTS.movesDays()).isFalse();
        assertThat(Policies.of("paused_counts_in_mrr", true).movesDays()).isFalse();
        assertThat(Policies.of("gap_tolerance_days", 1).movesDays()).isTrue();
        assertThat(Policies.of("auto_churn_days", 30).movesDays()).isTrue();
        assertThat(PAID_PERIOD.movesDays()).isTrue();
    }

    // Edge case 38.
    @Test
    void whoHandsEverythingOverHasNotLeftWhateverElseBeginsForNothingThatDay() {
        List<Owned> owned = new ArrayList<>();
        for (TimelineEntry entry : paying().price("2026-02-01", monthly("100")).entries()) {
            owned.add(new Owned(owned.isEmpty() ? "giver" : "taker", entry));
        }
        timelines()
                .subscription("s2")
                .free("2026-01-20", "free")
                .trial("2026-02-01", monthly("100"))
                .entries()
                .forEach(entry -> owned.add(new Owned("giver", entry)));
        assertThat(movements(AccountTimelines.of(owned).get("giver")))
                .containsExactly("2026-01-10 new 100.00 start", "2026-02-01 contraction 100.00 transfer");
    }
}
