package dev.keizoku.metrics.movement;

import static dev.keizoku.metrics.movement.Told.movements;
import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.price;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static dev.keizoku.metrics.timeline.Timelines.yearly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.metrics.timeline.IntervalUnit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The definitions' edge cases of movements, by their numbers, one customer at a time; amounts are monthly. */
class MovementEdgeCasesTest {

    private static final String NEW = "2026-01-01 new 100.00 start";

    // Edge case 1.
    @Test
    void upgradeAndDowngradeOfOneDayLeaveNoMovement() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .price("2026-02-01T09:00:00Z", monthly("200"))
                .price("2026-02-01T17:00:00Z", monthly("100"));
        assertThat(movements(story)).containsExactly(NEW);
    }

    // Edge case 2.
    @Test
    void theSamePairOnTwoDaysShowsBoth() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .price("2026-02-01", monthly("200"))
                .price("2026-02-09", monthly("100"));
        assertThat(movements(story))
                .containsExactly(
                        NEW, "2026-02-01 expansion 100.00 price_change", "2026-02-09 contraction 100.00 price_change");
    }

    // Edge case 3.
    @Test
    void aScheduledCancellationIsChurnOnTheDayItEnds() {
        var story = timelines().start("2026-01-01", monthly("100")).cancelAt("2026-02-10", "2026-03-01");
        assertThat(movements(story)).containsExactly(NEW, "2026-03-01 churn 100.00 voluntary");
    }

    // Edge case 4.
    @Test
    void aPrepaidYearThatIsCancelledAtOnceIsChurnWhenTheTenantSaysSo() {
        var story = timelines().start("2026-01-01", yearly("1200")).end("2026-03-10");
        assertThat(movements(story)).containsExactly(NEW, "2026-03-10 churn 100.00 voluntary");
        assertThat(movements(story, Policies.of("churn_timing", "paid_period_end")))
                .containsExactly(NEW, "2027-01-01 churn 100.00 voluntary");
        var scheduled = timelines().start("2026-01-01", yearly("1200")).cancelAt("2026-03-10", "2027-01-01");
        assertThat(movements(scheduled, Policies.of("churn_timing", "scheduled")))
                .containsExactly(NEW, "2026-03-10 churn 100.00 voluntary");
    }

    // Edge case 4, 41: the paid period is counted from the anchor, and the 31st stays the end of a month.
    @Test
    void thePaidPeriodEndsWhereItsAnchorSays() {
        var story = timelines().start("2026-01-31", monthly("100")).end("2026-02-10");
        assertThat(movements(story, Policies.of("churn_timing", "paid_period_end")))
                .containsExactly("2026-01-31 new 100.00 start", "2026-02-28 churn 100.00 voluntary");
        var later = timelines().start("2026-01-31", monthly("100")).end("2026-03-01");
        assertThat(movements(later, Policies.of("churn_timing", "paid_period_end")))
                .containsExactly("2026-01-31 new 100.00 start", "2026-03-31 churn 100.00 voluntary");
        var back = timelines()
                .start("2026-01-31", monthly("100"))
                .end("2026-02-10")
                .start("2026-02-20", monthly("120"));
        assertThat(movements(back, Policies.of("churn_timing", "paid_period_end")))
                .containsExactly("2026-01-31 new 100.00 start", "2026-02-20 expansion 20.00 price_change");
    }

    // Edge case 5.
    @Test
    void aRetractedCancellationNeverWas() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .cancelAt("2026-02-10", "2026-03-01")
                .cancelAt("2026-02-20", null);
        assertThat(movements(story)).containsExactly(NEW);
    }

    // Edge case 6.
    @Test
    void aDayAtNothingIsChurnAndThenReactivation() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .end("2026-02-01")
                .start("2026-02-02", monthly("120"));
        assertThat(movements(story))
                .containsExactly(NEW, "2026-02-01 churn 100.00 voluntary", "2026-02-02 reactivation 120.00 start");
    }

    // Edge case 6: reactivation window.
    @Test
    void whoIsAwayForLongerThanTheWindowIsNew() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .end("2026-02-01")
                .start("2026-03-03", monthly("120"));
        assertThat(movements(story, Policies.of("reactivation_window_days", 30)))
                .contains("2026-03-03 reactivation 120.00 start");
        assertThat(movements(story, Policies.of("reactivation_window_days", 29)))
                .contains("2026-03-03 new 120.00 start");
    }

    // Edge case 6, 39: gap tolerance.
    @Test
    void aGapWithinTheToleranceLeavesNoMovement() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .end("2026-02-01")
                .start("2026-02-08", monthly("100"));
        assertThat(movements(story, Policies.of("gap_tolerance_days", 7))).containsExactly(NEW);
        assertThat(movements(story, Policies.of("gap_tolerance_days", 6)))
                .containsExactly(NEW, "2026-02-01 churn 100.00 voluntary", "2026-02-08 reactivation 100.00 start");
        var dearer = timelines()
                .start("2026-01-01", monthly("100"))
                .end("2026-02-01")
                .start("2026-02-08", monthly("130"));
        assertThat(movements(dearer, Policies.of("gap_tolerance_days", 7)))
                .containsExactly(NEW, "2026-02-08 expansion 30.00 price_change");
        var paused = timelines()
                .start("2026-01-01", monthly("100"))
                .pause("2026-02-01")
                .resume("2026-02-03");
        assertThat(movements(paused, Policies.of("gap_tolerance_days", 7))).hasSize(3);
    }

    // Edge case 7.
    @Test
    void oneSubscriptionForAnotherOnOneDayIsTheDifference() {
        var story = timelines()
                .start("2026-01-01", "basic", monthly("100"))
                .end("2026-02-01T10:00:00Z")
                .subscription("s2")
                .start("2026-02-01T11:00:00Z", "pro", monthly("150"));
        assertThat(movements(story)).containsExactly(NEW, "2026-02-01 expansion 50.00 plan_upgrade");
        assertThat(movements(story, "basic")).containsExactly(NEW, "2026-02-01 churn 100.00 voluntary");
        assertThat(movements(story, "pro")).containsExactly("2026-02-01 new 150.00 start");
    }

    // Edge case 10.
    @Test
    void oneOfTwoSubscriptionsEndingIsContraction() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .subscription("s2")
                .start("2026-01-01", monthly("30"))
                .end("2026-02-01");
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 130.00 start", "2026-02-01 contraction 30.00 voluntary");
    }

    // Edge case 11.
    @Test
    void bothEndingOnOneDayIsOneChurnOfTheTotal() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .end("2026-02-01T01:00:00Z")
                .subscription("s2")
                .start("2026-01-01", monthly("30"))
                .end("2026-02-01T20:00:00Z");
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 130.00 start", "2026-02-01 churn 130.00 voluntary");
    }

    // Edge case 12.
    @Test
    void aSecondSubscriptionOfAPayingCustomerIsExpansionAndNeverNew() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .subscription("s2")
                .start("2026-02-01", monthly("30"));
        assertThat(movements(story)).containsExactly(NEW, "2026-02-01 expansion 30.00 add_on");
    }

    // Edge case 13.
    @Test
    void aCustomerOfTwoCurrenciesWhoEndsOneContracts() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .subscription("s2")
                .start("2026-01-01", price("90", "EUR", IntervalUnit.MONTH, 1))
                .end("2026-02-01");
        List<MrrMovement> euros = AccountLedger.of(story.entries(), ZoneOffset.UTC).stream()
                .filter(movement ->
                        movement.ofWholeCustomer() && movement.currency().equals(Currency.getInstance("EUR")))
                .toList();
        assertThat(euros).extracting(MrrMovement::type).containsExactly(MovementType.NEW, MovementType.CONTRACTION);
    }

    // Edge case 55.
    @Test
    void aSwitchOfBillingCurrencyIsNeitherNewNorChurn() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .price("2026-02-01", price("92", "EUR", IntervalUnit.MONTH, 1));
        assertThat(movements(story))
                .containsExactlyInAnyOrder(
                        NEW,
                        "2026-02-01 expansion 92.00 currency_change",
                        "2026-02-01 contraction 100.00 currency_change");
    }

    @Test
    void aMovementThatContradictsItsTypeCannotBeMade() {
        assertThatThrownBy(() -> new MrrMovement(
                        "",
                        Currency.getInstance("USD"),
                        LocalDate.EPOCH,
                        MovementType.CHURN,
                        Reason.VOLUNTARY,
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        1,
                        1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
