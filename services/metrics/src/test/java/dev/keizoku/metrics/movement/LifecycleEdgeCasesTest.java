package dev.keizoku.metrics.movement;

import static dev.keizoku.metrics.movement.Told.movements;
import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.timeline.AccountTimelines;
import dev.keizoku.metrics.timeline.AccountTimelines.Owned;
import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.Timelines;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The definitions' edge cases of lifecycle and time, by their numbers; amounts are monthly. */
class LifecycleEdgeCasesTest {

    private static final String NEW = "2026-01-01 new 100.00 start";

    private static Timelines paying() {
        return timelines().start("2026-01-01", monthly("100"));
    }

    /** The entries up to an index are one account's, the others another's. */
    private static Map<String, List<TimelineEntry>> handedOver(Collection<TimelineEntry> entries, int from) {
        List<Owned> owned = new ArrayList<>();
        for (TimelineEntry entry : entries) {
            owned.add(new Owned(owned.size() < from ? "giver" : "taker", entry));
        }
        return AccountTimelines.of(owned);
    }

    // Edge case 27.
    @Test
    void aTrialIsWorthNothingUntilItIsPaidFor() {
        var story = timelines().trial("2026-01-01", monthly("100")).start("2026-01-15", monthly("100"));
        assertThat(movements(story)).containsExactly("2026-01-15 new 100.00 trial_conversion");
        assertThat(movements(timelines().trial("2026-01-01", monthly("100")).end("2026-01-15")))
                .isEmpty();
    }

    // Edge case 28.
    @Test
    void aTrialThatIsNeverPaidForCountsOnceActiveAndLeavesIfItGoesUnpaid() {
        var story = timelines()
                .trial("2026-01-01", monthly("100"))
                .start("2026-01-15", monthly("100"))
                .paymentFails("2026-01-16")
                .end("2026-02-10");
        assertThat(movements(story))
                .containsExactly("2026-01-15 new 100.00 trial_conversion", "2026-02-10 churn 100.00 involuntary");
    }

    // Edge case 29.
    @Test
    void aTrialOfAHigherPlanBesideAPaidOneLeavesTheBalance() {
        var story =
                paying().subscription("s2").trial("2026-02-01", monthly("300")).end("2026-02-15");
        assertThat(movements(story)).containsExactly(NEW);
    }

    // Edge case 30.
    @Test
    void aPauseTakesTheBalanceAwayAndResumingBringsItBack() {
        var story = paying().pause("2026-02-01").resume("2026-03-01");
        assertThat(movements(story))
                .containsExactly(NEW, "2026-02-01 churn 100.00 pause", "2026-03-01 reactivation 100.00 resume");
        assertThat(movements(story, Policies.of("paused_counts_in_mrr", true))).containsExactly(NEW);
    }

    // Edge case 31.
    @Test
    void aLatePaymentKeepsTheBalanceUntilTheTenantsPatienceEnds() {
        var story = paying().paymentFails("2026-02-01");
        assertThat(movements(story)).containsExactly(NEW);
        assertThat(movements(story, Policies.of("auto_churn_days", 30)))
                .containsExactly(NEW, "2026-03-03 churn 100.00 involuntary");
        var changed = paying().paymentFails("2026-02-01").quantity("2026-02-20", "2");
        assertThat(movements(changed, Policies.of("auto_churn_days", 30)))
                .containsExactly(NEW, "2026-02-20 expansion 100.00 quantity", "2026-03-03 churn 200.00 involuntary");
        var late = paying().paymentFails("2026-02-01").quantity("2026-03-20", "2");
        assertThat(movements(late, Policies.of("auto_churn_days", 30)))
                .containsExactly(NEW, "2026-03-03 churn 100.00 involuntary");
    }

    // Edge case 28.
    @Test
    void whoHasNotPaidTheFirstBillCountsOnceItIsPaid() {
        var story = timelines()
                .trial("2026-01-01", monthly("100"))
                .resume("2026-01-15")
                .paymentFails("2026-01-15")
                .paymentRecovers("2026-02-03")
                .paymentFails("2026-03-15");
        assertThat(movements(story)).containsExactly("2026-01-15 new 100.00 trial_conversion");
        LedgerPolicies strict = Policies.of("require_first_payment", true);
        assertThat(movements(story, strict)).containsExactly("2026-02-03 new 100.00 trial_conversion");
        var never = timelines()
                .start("2026-01-15", monthly("100"))
                .paymentFails("2026-01-15")
                .end("2026-02-15");
        assertThat(movements(never, strict)).isEmpty();
        assertThat(movements(paying().paymentFails("2026-02-01"), strict)).containsExactly(NEW);
    }

    // Edge case 32.
    @Test
    void aPaymentThatComesAfterAllIsReactivationUnlessItBridgesTheGap() {
        var story = paying().paymentFails("2026-02-01").paymentRecovers("2026-03-06");
        LedgerPolicies patient = Policies.of("auto_churn_days", 30);
        assertThat(movements(story, patient))
                .containsExactly(NEW, "2026-03-03 churn 100.00 involuntary", "2026-03-06 reactivation 100.00 start");
        LedgerPolicies tolerant = new LedgerPolicies(
                patient.discounts(), false, 30, false, patient.churnTiming(), null, 3, patient.usage());
        assertThat(movements(story, tolerant)).containsExactly(NEW);
    }

    // Edge case 37.
    @Test
    void aMergeLeavesOneHistoryAndNoMovement() {
        var one = timelines().start("2025-06-01", monthly("100"));
        var both = one.subscription("s2").start("2025-09-01", monthly("50"));
        assertThat(movements(both)).containsExactly("2025-06-01 new 100.00 start", "2025-09-01 expansion 50.00 add_on");
    }

    // Edge case 38.
    @Test
    void aTransferIsNoChurnAndNoNew() {
        var story = paying().price("2026-02-01", monthly("100")).price("2026-04-01", monthly("120"));
        Map<String, List<TimelineEntry>> accounts = handedOver(story.entries(), 1);
        assertThat(movements(accounts.get("giver"))).containsExactly(NEW, "2026-02-01 contraction 100.00 transfer");
        assertThat(movements(accounts.get("taker")))
                .containsExactly("2026-02-01 expansion 100.00 transfer", "2026-04-01 expansion 20.00 price_change");
    }

    // Edge case 38: and what comes after it is ordinary again.
    @Test
    void whoGaveEverythingAwayComesBackAsReactivation() {
        var story = paying().price("2026-02-01", monthly("100")).end("2026-05-01");
        Map<String, List<TimelineEntry>> accounts = handedOver(story.entries(), 1);
        assertThat(movements(accounts.get("taker"))).contains("2026-05-01 churn 100.00 voluntary");
        List<TimelineEntry> giver = new ArrayList<>(accounts.get("giver"));
        giver.addAll(timelines()
                .subscription("s2")
                .start("2026-03-01", monthly("70"))
                .entries());
        assertThat(movements(giver)).contains("2026-03-01 reactivation 70.00 start");
    }

    // Edge case 40.
    @Test
    void aRenewalThatIsWithdrawnIsChurnOnTheRenewalDate() {
        var story = paying().price("2027-01-01", monthly("110"));
        var withdrawn = paying().end("2027-01-01", "voluntary");
        assertThat(movements(story)).contains("2027-01-01 expansion 10.00 price_change");
        assertThat(movements(withdrawn)).containsExactly(NEW, "2027-01-01 churn 100.00 voluntary");
    }

    // Edge case 44.
    @Test
    void daysAreTheTenantsDays() {
        var story = timelines().start("2025-03-31T16:00:00Z", monthly("100"));
        assertThat(movements(
                        story.entries(), MrrMovement.WHOLE_CUSTOMER, ZoneId.of("Asia/Tokyo"), LedgerPolicies.DEFAULTS))
                .containsExactly("2025-04-01 new 100.00 start");
        assertThat(movements(story)).containsExactly("2025-03-31 new 100.00 start");
    }

    // Edge case 44: a day of 23 hours.
    @Test
    void theDayTheClocksChangeIsOneDay() {
        var story =
                timelines().start("2026-03-28T23:30:00Z", monthly("100")).price("2026-03-29T21:30:00Z", monthly("150"));
        assertThat(movements(
                        story.entries(),
                        MrrMovement.WHOLE_CUSTOMER,
                        ZoneId.of("Europe/Berlin"),
                        LedgerPolicies.DEFAULTS))
                .containsExactly("2026-03-29 new 150.00 start");
    }

    // Edge case 47.
    @Test
    void aBackdatedCancellationMovesToItsOwnDay() {
        var story = paying().price("2026-04-01", monthly("120"));
        story.end("2026-03-20");
        assertThat(movements(story))
                .containsExactly(NEW, "2026-03-20 churn 100.00 voluntary", "2026-04-01 reactivation 120.00 start");
    }
}
