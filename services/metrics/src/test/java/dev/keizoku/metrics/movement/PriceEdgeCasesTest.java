package dev.keizoku.metrics.movement;

import static dev.keizoku.metrics.movement.Told.movements;
import static dev.keizoku.metrics.timeline.Timelines.addOn;
import static dev.keizoku.metrics.timeline.Timelines.amountOff;
import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.percentOff;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static dev.keizoku.metrics.timeline.Timelines.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.timeline.Discount;
import org.junit.jupiter.api.Test;

/** The definitions' edge cases of plans and prices, by their numbers, one customer at a time; amounts are monthly. */
class PriceEdgeCasesTest {

    private static final String NEW = "2026-01-01 new 100.00 start";

    // Edge case 14.
    @Test
    void monthlyToAnnualAtTheSamePriceIsNoMovement() {
        var story = timelines().start("2026-01-01", monthly("100")).price("2026-02-01", yearly("1200"));
        assertThat(movements(story)).containsExactly(NEW);
    }

    // Edge case 15.
    @Test
    void twoMonthsFreeForAYearIsContractionByTerm() {
        var story = timelines().start("2026-01-01", monthly("100")).price("2026-02-01", yearly("1000"));
        assertThat(movements(story)).containsExactly(NEW, "2026-02-01 contraction 16.67 term_change");
    }

    // Edge case 16.
    @Test
    void backToMonthsIsExpansionByTerm() {
        var story = timelines().start("2026-01-01", yearly("1000")).price("2026-02-01", monthly("100"));
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 83.33 start", "2026-02-01 expansion 16.67 term_change");
    }

    // Edge case 17.
    @Test
    void aNewListPriceCountsWhereItIsAppliedAndFromThenOn() {
        var story = timelines().start("2026-01-01", monthly("100")).price("2026-03-01", monthly("110"));
        assertThat(movements(story)).containsExactly(NEW, "2026-03-01 expansion 10.00 price_change");
    }

    // Edge case 18.
    @Test
    void moreSeatsAreExpansionByQuantity() {
        var story = timelines()
                .start("2026-01-01", monthly("10"))
                .quantity("2026-01-01", "5")
                .quantity("2026-02-01", "8");
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 50.00 start", "2026-02-01 expansion 30.00 quantity");
    }

    // Edge case 19.
    @Test
    void anUpgradeWithinAPaidMonthCountsInFullFromItsDay() {
        var story = timelines().start("2026-01-01", monthly("100")).plan("2026-01-20", "pro", monthly("150"));
        assertThat(movements(story)).containsExactly(NEW, "2026-01-20 expansion 50.00 plan_upgrade");
        var down = timelines().start("2026-01-01", monthly("100")).plan("2026-01-20", "lite", monthly("60"));
        assertThat(movements(down)).containsExactly(NEW, "2026-01-20 contraction 40.00 plan_downgrade");
    }

    // Edge case 20.
    @Test
    void aContractedRampIsExpansionOfItsOwnKind() {
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

    // Edge case 21.
    @Test
    void aDiscountThatIsTakenAwayIsExpansionAndNoUpsell() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .discounts("2026-02-01", percentOff("0.2"))
                .discounts("2026-04-01");
        assertThat(movements(story))
                .containsExactly(
                        NEW, "2026-02-01 contraction 20.00 discount_start", "2026-04-01 expansion 20.00 discount_end");
    }

    // Edge case 21: by itself.
    @Test
    void aDiscountRunsOutOnItsDay() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .discounts("2026-01-01", percentOff("0.5", Discount.Duration.REPEATING, "2026-04-01T00:00:00Z"));
        assertThat(movements(story))
                .containsExactly("2026-01-01 new 50.00 start", "2026-04-01 expansion 50.00 discount_end");
        var told = story.discounts("2026-04-01");
        assertThat(movements(told))
                .containsExactly("2026-01-01 new 50.00 start", "2026-04-01 expansion 50.00 discount_end");
    }

    // Edge case 22.
    @Test
    void aDiscountGivenOnceHasNoEffect() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .discounts("2026-02-01", percentOff("0.5", Discount.Duration.ONCE, null));
        assertThat(movements(story)).containsExactly(NEW);
    }

    // Edge case 22: discount policy.
    @Test
    void whichDiscountsCountIsTheTenantsChoice() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .discounts(
                        "2026-02-01",
                        percentOff("0.5", Discount.Duration.REPEATING, "2026-05-01T00:00:00Z"),
                        percentOff("0.1"));
        assertThat(movements(story)).contains("2026-02-01 contraction 55.00 discount_start");
        assertThat(movements(story, Policies.of("discount_policy", "forever_only")))
                .containsExactly(NEW, "2026-02-01 contraction 10.00 discount_start");
        assertThat(movements(story, Policies.of("discount_policy", "none"))).containsExactly(NEW);
    }

    // Edge case 23.
    @Test
    void aPayerAtAFullDiscountHasLeftAndIsBackWhenItEnds() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .discounts("2026-02-01", percentOff("1"))
                .discounts("2026-03-01");
        assertThat(movements(story))
                .containsExactly(
                        NEW, "2026-02-01 churn 100.00 discount_start", "2026-03-01 reactivation 100.00 discount_end");
    }

    // Edge case 23: customers at zero are kept.
    @Test
    void aPayerAtAFullDiscountStaysWhereTheTenantSaysSo() {
        LedgerPolicies keeping = Policies.of("zero_mrr_customer", "keep_active");
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .discounts("2026-02-01", percentOff("1"))
                .discounts("2026-03-01");
        assertThat(movements(story, keeping))
                .containsExactly(
                        NEW,
                        "2026-02-01 contraction 100.00 discount_start",
                        "2026-03-01 expansion 100.00 discount_end");
        var never = timelines()
                .start("2026-01-01", monthly("100"))
                .discounts("2026-01-01", percentOff("1"))
                .discounts("2026-03-01");
        assertThat(movements(never, keeping)).containsExactly("2026-03-01 new 100.00 discount_end");
    }

    // Edge case 24.
    @Test
    void aDiscountLargerThanThePriceIsWorthNothingAndNeverLess() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .discounts("2026-02-01", percentOff("0.3"), amountOff("150"));
        assertThat(movements(story)).containsExactly(NEW, "2026-02-01 churn 100.00 discount_start");
    }

    // Edge case 25.
    @Test
    void paidToFreeIsChurnAndBackIsReactivation() {
        var story = timelines()
                .start("2026-01-01", "pro", monthly("100"))
                .plan("2026-02-01", "free", monthly("0"))
                .plan("2026-03-01", "pro", monthly("100"));
        assertThat(movements(story))
                .containsExactly(NEW, "2026-02-01 churn 100.00 plan_downgrade", "2026-03-01 reactivation 100.00 start");
        var state = timelines()
                .start("2026-01-01", "pro", monthly("100"))
                .free("2026-02-01", "free")
                .start("2026-03-01", "pro", monthly("100"));
        assertThat(movements(state)).hasSize(3).contains("2026-03-01 reactivation 100.00 start");
    }

    // Edge case 25: never paid.
    @Test
    void whoNeverPaidBeforeIsNew() {
        var story = timelines().free("2026-01-01", "free").start("2026-03-01", "pro", monthly("100"));
        assertThat(movements(story)).containsExactly("2026-03-01 new 100.00 start");
    }

    @Test
    void anAddOnIsALineOfItsOwnPlan() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .addOns("2026-02-01", addOn("storage", "3", monthly("10")))
                .addOns("2026-03-01");
        assertThat(movements(story))
                .containsExactly(NEW, "2026-02-01 expansion 30.00 add_on", "2026-03-01 contraction 30.00 add_on");
        assertThat(movements(story, "storage"))
                .containsExactly("2026-02-01 new 30.00 add_on", "2026-03-01 churn 30.00 add_on");
        assertThat(movements(story, "basic")).containsExactly(NEW);
    }

    @Test
    void anAmountOffIsBorneByTheItemsInProportion() {
        var story = timelines()
                .start("2026-01-01", monthly("100"))
                .addOns("2026-01-01", addOn("storage", "1", monthly("50")))
                .discounts("2026-02-01", amountOff("10"));
        assertThat(movements(story)).contains("2026-02-01 contraction 10.00 discount_start");
        assertThat(movements(story, "basic")).contains("2026-02-01 contraction 6.67 discount_start");
        assertThat(movements(story, "storage")).contains("2026-02-01 contraction 3.33 discount_start");
    }

    // Edge case 35.
    @Test
    void aGuaranteedMinimumCountsWhereItIsMoreThanTheFixedPart() {
        var story = timelines().start("2026-01-01", monthly("20")).minimum("2026-01-01", "50");
        assertThat(movements(story)).containsExactly("2026-01-01 new 50.00 start");
        assertThat(movements(story, Policies.of("usage", "exclude"))).containsExactly("2026-01-01 new 20.00 start");
        assertThat(movements(timelines().start("2026-01-01", monthly("80")).minimum("2026-01-01", "50")))
                .containsExactly("2026-01-01 new 80.00 start");
    }

    // Edge case 61.
    @Test
    void changingPlanIsChurnForThePlanAndNotForTheCompany() {
        var story = timelines().start("2026-01-01", "basic", monthly("100")).plan("2026-02-01", "pro", monthly("150"));
        assertThat(movements(story)).containsExactly(NEW, "2026-02-01 expansion 50.00 plan_upgrade");
        assertThat(movements(story, "basic")).containsExactly(NEW, "2026-02-01 churn 100.00 plan_upgrade");
        assertThat(movements(story, "pro")).containsExactly("2026-02-01 new 150.00 plan_upgrade");
    }
}
