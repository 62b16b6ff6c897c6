package dev.keizoku.metrics.movement;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.price;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static dev.keizoku.metrics.timeline.Timelines.yearly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.metrics.timeline.IntervalUnit;
import dev.keizoku.metrics.timeline.Timelines;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The edge cases of the definitions, one customer at a time; amounts are monthly. */
class AccountLedgerTest {

    private static List<String> movements(Timelines timelines) {
        return movements(timelines, MrrMovement.WHOLE_CUSTOMER);
    }

    /** "day type amount reason" of each movement of a plan, or of the whole customer. */
    private static List<String> movements(Timelines timelines, String plan) {
        return movements(timelines, plan, ZoneOffset.UTC);
    }

    private static List<String> movements(Timelines timelines, String plan, ZoneId zone) {
        return AccountLedger.of(timelines.entries(), zone).stream()
                .filter(movement -> movement.plan().equals(plan))
                .map(movement -> "%s %s %s %s"
                        .formatted(
                                movement.day(),
                                movement.type().wireName(),
                                movement.amount()
                                        .divide(BigDecimal.valueOf(12), 2, RoundingMode.HALF_UP)
                                        .toPlainString(),
                                movement.reason().wireName()))
                .toList();
    }

    @Test
    void upgradeAndDowngradeOfOneDayLeaveNoMovement() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .price("2026-02-01T09:00:00Z", monthly("200"))
                .price("2026-02-01T17:00:00Z", monthly("100"));
        assertThat(movements(story)).containsExactly("2026-01-01 new 100.00 start");
    }

    @Test
    void theSamePairOnTwoDaysShowsBoth() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .price("2026-02-01", monthly("200"))
                .price("2026-02-09", monthly("100"));
        assertThat(movements(story))
                .containsExactly(
                        "2026-01-01 new 100.00 start",
                        "2026-02-01 expansion 100.00 price_change",
                        "2026-02-09 contraction 100.00 price_change");
    }

    @Test
    void aScheduledCancellationIsChurnOnTheDayItEnds() {
        var story = timelines().start("2026-01-01", monthly("100")).cancelAt("2026-02-10", "2026-03-01");
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 100.00 start", "2026-03-01 churn 100.00 voluntary");
    }

    @Test
    void aRetractedCancellationNeverWas() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .cancelAt("2026-02-10", "2026-03-01")
                .cancelAt("2026-02-20", null);
        assertThat(movements(story)).containsExactly("2026-01-01 new 100.00 start");
    }

    @Test
    void aDayAtNothingIsChurnAndThenReactivation() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .end("2026-02-01")
                .start("2026-02-02", monthly("120"));
        assertThat(movements(story))
                .containsExactly(
                        "2026-01-01 new 100.00 start",
                        "2026-02-01 churn 100.00 voluntary",
                        "2026-02-02 reactivation 120.00 start");
    }

    @Test
    void oneSubscriptionForAnotherOnOneDayIsTheDifference() {
        var story = timelines()
                .start("2026-01-01", "basic", monthly("100"))
                .end("2026-02-01T10:00:00Z")
                .subscription("s2")
                .start("2026-02-01T11:00:00Z", "pro", monthly("150"));
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 100.00 start", "2026-02-01 expansion 50.00 plan_upgrade");
        assertThat(movements(story, "basic"))
                .containsExactly("2026-01-01 new 100.00 start", "2026-02-01 churn 100.00 voluntary");
        assertThat(movements(story, "pro")).containsExactly("2026-02-01 new 150.00 start");
    }

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

    @Test
    void aSecondSubscriptionOfAPayingCustomerIsExpansionAndNeverNew() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .subscription("s2")
                .start("2026-02-01", monthly("30"));
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 100.00 start", "2026-02-01 expansion 30.00 add_on");
    }

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

    @Test
    void aSwitchOfBillingCurrencyIsNeitherNewNorChurn() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .price("2026-02-01", price("92", "EUR", IntervalUnit.MONTH, 1));
        assertThat(movements(story))
                .containsExactlyInAnyOrder(
                        "2026-01-01 new 100.00 start",
                        "2026-02-01 expansion 92.00 currency_change",
                        "2026-02-01 contraction 100.00 currency_change");
    }

    @Test
    void monthlyToAnnualAtTheSamePriceIsNoMovement() {
        var story = timelines().start("2026-01-01", monthly("100")).price("2026-02-01", yearly("1200"));
        assertThat(movements(story)).containsExactly("2026-01-01 new 100.00 start");
    }

    @Test
    void twoMonthsFreeForAYearIsContractionByTerm() {
        var story = timelines().start("2026-01-01", monthly("100")).price("2026-02-01", yearly("1000"));
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 100.00 start", "2026-02-01 contraction 16.67 term_change");
        var back = timelines().start("2026-01-01", yearly("1000")).price("2026-02-01", monthly("100"));
        assertThat(movements(back))
                .containsExactly("2026-01-01 new 83.33 start", "2026-02-01 expansion 16.67 term_change");
    }

    @Test
    void moreSeatsAreExpansionByQuantity() {
        var story = timelines()
                .start("2026-01-01", monthly("10"))
                .quantity("2026-01-01", "5")
                .quantity("2026-02-01", "8");
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 50.00 start", "2026-02-01 expansion 30.00 quantity");
    }

    @Test
    void aReasonThatIsACodeIsKept() {
        var story = timelines()
                .start("2026-01-01", yearly("1000"))
                .price("2027-01-01", yearly("1500"), "ramp")
                .end("2027-02-01", "Involuntary");
        assertThat(movements(story))
                .containsExactly(
                        "2026-01-01 new 83.33 start",
                        "2027-01-01 expansion 41.67 ramp",
                        "2027-02-01 churn 125.00 involuntary");
    }

    @Test
    void aPayerAtAFullDiscountHasLeft() {
        var story = timelines().start("2026-01-01", monthly("100")).price("2026-02-01", monthly("0"), "discount_start");
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 100.00 start", "2026-02-01 churn 100.00 discount_start");
    }

    @Test
    void paidToFreeIsChurnAndBackIsReactivation() {
        var story = timelines()
                .start("2026-01-01", "pro", monthly("100"))
                .plan("2026-02-01", "free", monthly("0"))
                .plan("2026-03-01", "pro", monthly("100"));
        assertThat(movements(story))
                .containsExactly(
                        "2026-01-01 new 100.00 start",
                        "2026-02-01 churn 100.00 plan_downgrade",
                        "2026-03-01 reactivation 100.00 start");
    }

    @Test
    void whoNeverPaidBeforeIsNew() {
        var story = timelines().start("2026-01-01", "free", monthly("0")).plan("2026-03-01", "pro", monthly("100"));
        assertThat(movements(story)).containsExactly("2026-03-01 new 100.00 start");
    }

    @Test
    void aTrialIsWorthNothingUntilItIsPaidFor() {
        var story = timelines().trial("2026-01-01", monthly("100")).start("2026-01-15", monthly("100"));
        assertThat(movements(story)).containsExactly("2026-01-15 new 100.00 trial_conversion");
    }

    @Test
    void aTrialThatEndsLeavesNoMovement() {
        var story = timelines().trial("2026-01-01", monthly("100")).end("2026-01-15");
        assertThat(movements(story)).isEmpty();
    }

    @Test
    void aPauseTakesTheBalanceAwayAndResumingBringsItBack() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .pause("2026-02-01")
                .resume("2026-03-01");
        assertThat(movements(story))
                .containsExactly(
                        "2026-01-01 new 100.00 start",
                        "2026-02-01 churn 100.00 pause",
                        "2026-03-01 reactivation 100.00 resume");
    }

    @Test
    void daysAreTheTenantsDays() {
        var story = timelines().start("2025-03-31T16:00:00Z", monthly("100"));
        assertThat(movements(story, MrrMovement.WHOLE_CUSTOMER, ZoneId.of("Asia/Tokyo")))
                .containsExactly("2025-04-01 new 100.00 start");
        assertThat(movements(story)).containsExactly("2025-03-31 new 100.00 start");
    }

    @Test
    void changingPlanIsChurnForThePlanAndNotForTheCompany() {
        var story = timelines().start("2026-01-01", "basic", monthly("100")).plan("2026-02-01", "pro", monthly("150"));
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 100.00 start", "2026-02-01 expansion 50.00 plan_upgrade");
        assertThat(movements(story, "basic"))
                .containsExactly("2026-01-01 new 100.00 start", "2026-02-01 churn 100.00 plan_upgrade");
        assertThat(movements(story, "pro")).containsExactly("2026-02-01 new 150.00 plan_upgrade");
    }

    @Test
    void aBackdatedCancellationMovesToItsOwnDay() {
        var story = timelines().start("2026-01-01", monthly("100")).price("2026-04-01", monthly("120"));
        story.end("2026-03-20");
        assertThat(movements(story))
                .containsExactly(
                        "2026-01-01 new 100.00 start",
                        "2026-03-20 churn 100.00 voluntary",
                        "2026-04-01 reactivation 120.00 start");
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
