package dev.keizoku.health.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.model.learn.Hazard;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leaks into observing, each planted and seen to do no harm. Those into learning are in LeakTest. */
class ObservingTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final LocalDate DAY = LocalDate.of(2026, 1, 27);
    private static final Instant NIGHT = Instant.parse("2026-01-27T15:05:00Z");

    @Test
    void whoIsGoneAtTheEndAndAWeekLaterHasLeft() {
        assertThat(judge(NIGHT, false, true, false, false, false)).isEqualTo(Outcome.LEFT);
        assertThat(judge(NIGHT, false, true, true, true, false)).isEqualTo(Outcome.STAYED);
    }

    @Test
    void whoIsBackWithinAWeekNeverLeft() {
        assertThat(judge(NIGHT, false, true, false, true, false)).isEqualTo(Outcome.STAYED);
    }

    @Test
    void whoLeavesInTheWeekAfterTheMonthStayedInIt() {
        assertThat(judge(NIGHT, false, true, true, false, false)).isEqualTo(Outcome.STAYED);
    }

    /** Late events, and scores of the past that were computed with what came to light since. */
    @Test
    void aScoreThatKnewMoreThanItsDayIsNotLearnedFrom() {
        assertThat(judge(Instant.parse("2026-02-20T00:00:00Z"), false, true, false, false, false))
                .isEqualTo(Outcome.KNOWN_LATER);
        assertThat(judge(Instant.parse("2026-01-29T14:59:00Z"), false, true, true, true, false))
                .isEqualTo(Outcome.STAYED);
    }

    /** What a customer does who has given notice is no sign of it, and neither is what we wrote on its account then. */
    @Test
    void whoHadGivenNoticeIsNotLearnedFrom() {
        assertThat(judge(NIGHT, true, true, false, false, false)).isEqualTo(Outcome.NOTICE_GIVEN);
    }

    /** The last seat that is taken away is the leaving itself, and so is the last payment. */
    @Test
    void whoLeavesInTheDaysBeforeTheMonthIsNotLearnedFrom() {
        assertThat(judge(NIGHT, false, false, false, false, false)).isEqualTo(Outcome.LEFT_BEFORE);
    }

    @Test
    void whoLeavesOverAFailingPaymentIsNotMixedWithThoseWhoWantedTo() {
        assertThat(judge(NIGHT, false, true, false, false, true)).isEqualTo(Outcome.PAYMENT_FAILED);
        assertThat(judge(NIGHT, false, true, true, true, true)).isEqualTo(Outcome.STAYED);
    }

    /** Which signals a tenant looks for has no say in it. */
    @Test
    void whoseWillTheEndWasIsAsSubscriptionsSays() {
        Known gone = new Known(NIGHT, false, true, false, false, false, null);
        Known unpaid = new Known(NIGHT, false, true, false, false, true, null);

        assertThat(judge(gone, "involuntary")).isEqualTo(Outcome.PAYMENT_FAILED);
        assertThat(judge(gone, "voluntary")).isEqualTo(Outcome.LEFT);
        assertThat(judge(unpaid, "voluntary")).isEqualTo(Outcome.LEFT);
        assertThat(judge(gone, null)).isEqualTo(Outcome.LEFT);
        assertThat(judge(unpaid, null)).isEqualTo(Outcome.PAYMENT_FAILED);
        assertThat(judge(gone, "pause")).isEqualTo(Outcome.NO_END);
        assertThat(judge(gone, "discount")).isEqualTo(Outcome.NO_END);
    }

    @Test
    void observesFiveDaysBeforeTheMonth() {
        Period february = new Period(YearMonth.of(2026, 2));
        assertThat(february.latestObservation()).isEqualTo(DAY);
        assertThat(february.earliestObservation()).isEqualTo(LocalDate.of(2026, 1, 21));
        assertThat(february.until()).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(february.backBy()).isEqualTo(LocalDate.of(2026, 3, 7));
    }

    @Test
    void readsTenureAndRenewalOffTheFactsOfTheDay() {
        Hazard.Clock clock =
                profile("active", "2025-03-10", "2026-04-15", false).clock(DAY, YearMonth.of(2026, 2));
        assertThat(clock).isEqualTo(new Hazard.Clock(10, 2, 12));
        assertThat(profile("active", "2025-03-10", "2026-02-28", false).clock(DAY, YearMonth.of(2026, 2)))
                .isEqualTo(new Hazard.Clock(10, 0, 12));
        assertThat(profile("active", "2025-03-10", "2026-01-30", false)
                        .clock(DAY, YearMonth.of(2026, 2))
                        .toRenewal())
                .isNull();
    }

    @Test
    void trialsFreeAccountsAndOurOwnAreNoCustomers() {
        assertThat(profile("active", "2025-03-10", "2026-04-15", false).customer())
                .isTrue();
        assertThat(profile("trial", "2025-03-10", "2026-04-15", false).customer())
                .isFalse();
        assertThat(profile("free", "2025-03-10", "2026-04-15", false).customer())
                .isFalse();
        assertThat(profile("active", "2025-03-10", "2026-04-15", true).customer())
                .isFalse();
    }

    @Test
    void aTrainingIsDueOnTheNinthOfEachMonthAndAtFirst() {
        Instant eighth = Instant.parse("2026-03-08T14:00:00Z");
        Instant ninth = Instant.parse("2026-03-08T15:30:00Z");
        assertThat(TrainingDue.due(null, eighth, TOKYO)).isTrue();
        assertThat(TrainingDue.due(Instant.parse("2026-02-10T00:00:00Z"), eighth, TOKYO))
                .isFalse();
        assertThat(TrainingDue.due(Instant.parse("2026-02-10T00:00:00Z"), ninth, TOKYO))
                .isTrue();
        assertThat(TrainingDue.due(ninth, ninth, TOKYO)).isFalse();
        assertThat(TrainingDue.due(Instant.parse("2026-01-10T00:00:00Z"), eighth, TOKYO))
                .isTrue();
    }

    private static Profile profile(String state, String since, String renewsOn, boolean internal) {
        return new Profile(
                "a",
                state,
                LocalDate.parse(since),
                null,
                new Profile.Renewal(LocalDate.parse(renewsOn)),
                12,
                internal,
                null,
                null,
                List.of(),
                Map.of());
    }

    private static Outcome judge(Known known, String intent) {
        return Observing.judge(known.with(new Ending("a", DAY.plusDays(10), intent)), DAY, TOKYO);
    }

    private static Outcome judge(
            Instant knownAt, boolean notice, boolean before, boolean end, boolean later, boolean unpaid) {
        return Observing.judge(new Known(knownAt, notice, before, end, later, unpaid, null), DAY, TOKYO);
    }
}
