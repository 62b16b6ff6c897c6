package dev.keizoku.metrics.movement;

import static dev.keizoku.metrics.movement.Told.movements;
import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.timeline.Cause;
import dev.keizoku.metrics.timeline.Timelines;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why balances move, as far as it was said and as far as it can be worked out. */
class ReasonTest {

    private static Timelines paying() {
        return timelines().start("2026-01-01", monthly("100"));
    }

    private static String last(Timelines story) {
        return movements(story).getLast();
    }

    @Test
    void whatWasIntendedNamesIt() {
        assertThat(last(paying().end("2026-02-01").because(Cause.ofIntent("involuntary"))))
                .isEqualTo("2026-02-01 churn 100.00 involuntary");
        assertThat(last(paying().end("2026-02-01").because(Cause.ofIntent("pause"))))
                .isEqualTo("2026-02-01 churn 100.00 pause");
        assertThat(last(paying().price("2026-02-01", monthly("80")).because(Cause.ofIntent("discount"))))
                .isEqualTo("2026-02-01 contraction 20.00 discount_start");
        assertThat(last(paying().price("2026-02-01", monthly("120")).because(Cause.ofIntent("discount"))))
                .isEqualTo("2026-02-01 expansion 20.00 discount_end");
        assertThat(last(paying().price("2026-02-01", monthly("120")).because(Cause.ofIntent("pause"))))
                .isEqualTo("2026-02-01 expansion 20.00 price_change");
        assertThat(last(paying().price("2026-02-01", monthly("80")).because(Cause.ofIntent("involuntary"))))
                .isEqualTo("2026-02-01 contraction 20.00 price_change");
    }

    @Test
    void whoLeavesWhileAPaymentIsLateMayStillHaveWantedTo() {
        var late = paying().paymentFails("2026-01-20").end("2026-02-01");
        assertThat(last(late)).isEqualTo("2026-02-01 churn 100.00 involuntary");
        assertThat(last(late.because(Cause.ofIntent("voluntary")))).isEqualTo("2026-02-01 churn 100.00 voluntary");
    }

    @Test
    void theLeaversOwnReasonIsKept() {
        var story = paying().end("2026-02-01").because(new Cause("end", "We found another", "too_expensive", null));
        assertThat(AccountLedger.of(story.entries(), ZoneOffset.UTC))
                .filteredOn(movement -> movement.type() == MovementType.CHURN)
                .extracting(MrrMovement::code)
                .containsOnly("too_expensive");
    }

    @Test
    void anotherLengthOfCommitmentIsAnotherTermAndTheSameIsNot() {
        var longer = timelines()
                .bound("2026-01-01", monthly("100"), "2026-01-01", "2027-01-01")
                .bound("2027-01-01", monthly("90"), "2027-01-01", "2029-01-01");
        assertThat(last(longer)).isEqualTo("2027-01-01 contraction 10.00 term_change");
        var same = timelines()
                .bound("2026-01-01", monthly("100"), "2026-01-01", "2027-01-01")
                .bound("2027-01-01", monthly("90"), "2027-01-01", "2028-01-01");
        assertThat(last(same)).isEqualTo("2027-01-01 contraction 10.00 price_change");
    }

    /** A ends on the day on which another of the customer's begins. */
    private static Timelines replacedBy(String plan, String price, String quantity) {
        return timelines()
                .start("2026-01-01", "basic", monthly("100"))
                .end("2026-02-01")
                .subscription("s2")
                .start("2026-02-01", plan, monthly(price))
                .quantity("2026-02-01", quantity);
    }

    @Test
    void aSubscriptionInThePlaceOfAnotherOfItsPlanIsNamedByWhatChanged() {
        assertThat(last(replacedBy("basic", "120", "1"))).isEqualTo("2026-02-01 expansion 20.00 price_change");
        assertThat(last(replacedBy("basic", "80", "1"))).isEqualTo("2026-02-01 contraction 20.00 price_change");
        assertThat(last(replacedBy("basic", "100", "3"))).isEqualTo("2026-02-01 expansion 200.00 quantity");
        assertThat(last(replacedBy("basic", "30", "2"))).isEqualTo("2026-02-01 contraction 40.00 quantity");
        assertThat(movements(replacedBy("basic", "120", "1"), "basic").getLast())
                .isEqualTo("2026-02-01 expansion 20.00 price_change");
    }

    @Test
    void aSubscriptionInThePlaceOfOneOfAnotherPlanIsAChangeOfPlan() {
        assertThat(movements(replacedBy("pro", "120", "1")))
                .containsExactly("2026-01-01 new 100.00 start", "2026-02-01 expansion 20.00 plan_upgrade");
        assertThat(last(replacedBy("pro", "80", "1"))).isEqualTo("2026-02-01 contraction 20.00 plan_downgrade");
    }

    @Test
    void whatBeginsBesideAReplacedSubscriptionIsAnAddOn() {
        var both = replacedBy("basic", "100", "1").subscription("s3").start("2026-02-01", "storage", monthly("30"));
        assertThat(last(both)).isEqualTo("2026-02-01 expansion 30.00 add_on");
        var second = paying().subscription("s2").start("2026-02-01", monthly("50"));
        assertThat(last(second)).isEqualTo("2026-02-01 expansion 50.00 add_on");
    }

    @Test
    void subscriptionsAreCountedWhereTheirMainItemIs() {
        var story = paying().addOns("2026-01-01", Timelines.addOn("storage", "1", monthly("10")))
                .subscription("s2")
                .start("2026-02-01", monthly("50"))
                .pause("2026-03-01")
                .end("2026-04-01");
        List<MrrMovement> ledger = AccountLedger.of(story.entries(), ZoneOffset.UTC);
        assertThat(ledger)
                .filteredOn(movement -> movement.plan().equals("basic"))
                .extracting(movement -> movement.day().getMonthValue() + ": " + movement.subscriptions() + " "
                        + movement.payingSubscriptions() + " " + movement.pausedSubscriptions())
                .containsExactly("1: 1 1 0", "2: 2 2 0", "3: 1 1 1", "4: 1 1 0");
        assertThat(ledger)
                .filteredOn(movement -> movement.plan().equals("storage"))
                .extracting(MrrMovement::subscriptions)
                .containsExactly(0);
    }
}
