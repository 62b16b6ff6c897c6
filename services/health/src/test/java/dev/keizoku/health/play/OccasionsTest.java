package dev.keizoku.health.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.calendar.CalendarSettings;
import dev.keizoku.health.AccountDays;
import dev.keizoku.health.play.book.PlaybookKey;
import dev.keizoku.health.play.book.Playbooks;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.signal.RiskLevel;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OccasionsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 10);

    @Test
    void onboardingBeginsWithTheAccountAndStaysUntilItsFirstValue() {
        AccountDays started = AccountDays.on(DAY).fact("{\"customer_since\": \"2026-06-01\"}");

        assertThat(of(started)).containsExactly(new Occasion(PlaybookKey.ONBOARDING, "2026-06-01", true));
        assertThat(of(AccountDays.on(DAY).fact("{\"customer_since\": \"2026-05-27\"}")))
                .containsExactly(new Occasion(PlaybookKey.ONBOARDING, "2026-05-27", false));
        assertThat(of(AccountDays.on(DAY).fact("{\"customer_since\": \"2026-03-11\"}")))
                .isEmpty();
        assertThat(of(started.said("{\"success\": {\"first_value_on\": \"2026-06-08\"}}")))
                .isEmpty();
        assertThat(of(started.usage("{\"onboarding\": {\"value_reached_on\": \"2026-06-08\"}}")))
                .isEmpty();
    }

    @Test
    void renewalRunsFromTheNoticeDeadline() {
        // Ninety days before the 8th of September.
        assertThat(of(renewal("2026-09-08", "2026-12-08")))
                .containsExactly(new Occasion(PlaybookKey.RENEWAL, "2026-09-08", true));
        assertThat(of(renewal("2026-09-09", "2026-12-09"))).isEmpty();
        assertThat(of(renewal("2026-09-08", "2026-12-08").fact("{\"renewal\": {\"intent\": \"renew\"}}")))
                .isEmpty();
        assertThat(of(AccountDays.on(DAY).fact("{\"renewal\": {\"renews_on\": \"2026-07-01\", \"auto_renew\": true}}")))
                .containsExactly(new Occasion(PlaybookKey.RENEWAL, "2026-07-01", true));
    }

    @Test
    void reviewsAndSurveysOfPayingAccountsArePlannedTwoWeeksAhead() {
        AccountDays paying = AccountDays.on(DAY).balance("{\"mrr\": 100}");

        assertThat(of(paying, DAY.plusDays(14), DAY.plusDays(15)))
                .containsExactly(new Occasion(PlaybookKey.QBR, "2026-06-24", true));
        assertThat(of(paying, null, DAY.minusDays(3)))
                .containsExactly(new Occasion(PlaybookKey.SURVEY, "2026-06-07", true));
        assertThat(of(AccountDays.on(DAY), DAY, DAY)).isEmpty();
    }

    @Test
    void peopleChangePlacesInAprilInJapan() {
        AccountDays april = AccountDays.on(LocalDate.of(2026, 4, 1)).balance("{\"mrr\": 100}");
        AccountDays may = AccountDays.on(LocalDate.of(2026, 5, 31)).balance("{\"mrr\": 100}");

        assertThat(of(april)).containsExactly(new Occasion(PlaybookKey.HANDOVER, "2026-04", true));
        assertThat(of(may)).containsExactly(new Occasion(PlaybookKey.HANDOVER, "2026-04", false));
        assertThat(of(april.fact("{\"country\": \"US\"}"))).isEmpty();
        assertThat(of(AccountDays.on(LocalDate.of(2026, 6, 1)).balance("{\"mrr\": 100}")))
                .isEmpty();
    }

    @Test
    void whoComesWithARoleOrHasAnotherIsHandedOverTo() {
        AccountDays told = AccountDays.on(DAY)
                .balance("{\"mrr\": 100}")
                .said("{\"relationship\": {\"contacts_new_on\": [\"2026-05-11\", \"2026-05-12\", \"2026-05-28\"]}}");

        assertThat(of(told))
                .containsExactly(
                        new Occasion(PlaybookKey.HANDOVER, "contact-2026-05-12", false),
                        new Occasion(PlaybookKey.HANDOVER, "contact-2026-05-28", true));
        assertThat(of(told.balance("{\"mrr\": 0}"))).isEmpty();
        // Day 90 of a customer is the last on which its people are met by onboarding it.
        assertThat(of(told.fact("{\"customer_since\": \"2026-03-12\"}")))
                .noneMatch(occasion -> occasion.playbook() == PlaybookKey.HANDOVER);
        assertThat(of(told.fact("{\"customer_since\": \"2026-03-11\"}"))).hasSize(2);
    }

    @Test
    void aBandWithoutSignsAsksOnceAQuarter() {
        assertThat(band(Band.YELLOW, RiskLevel.LOW, false))
                .containsExactly(new Occasion(PlaybookKey.ENABLE, "2026-Q2", true));
        assertThat(band(Band.YELLOW, RiskLevel.MEDIUM, true))
                .containsExactly(new Occasion(PlaybookKey.ENABLE, "2026-Q2", false));
        assertThat(band(Band.RED, RiskLevel.LOW, false))
                .containsExactly(new Occasion(PlaybookKey.SAVE_MANAGER, "2026-Q2", true));
        assertThat(band(Band.GREEN, RiskLevel.LOW, false)).isEmpty();
        assertThat(band(Band.UNKNOWN, RiskLevel.LOW, false)).noneMatch(Occasion::opens);
    }

    @Test
    void aResultOfAHealthyAccountIsTheTimeToGrow() {
        AccountDays reached = AccountDays.on(DAY)
                .said("{\"success\": {\"first_value_on\": \"2026-01-10\", \"last_reached_on\": \"2026-06-01\"}}");

        assertThat(of(reached)).containsExactly(new Occasion(PlaybookKey.GROW, "2026-06-01", true));
        assertThat(Occasions.of(seen(reached, Band.GREEN, RiskLevel.MEDIUM, false), rules()))
                .isEmpty();
        assertThat(Occasions.of(seen(reached, Band.YELLOW, RiskLevel.LOW, false), rules()))
                .noneMatch(occasion -> occasion.playbook() == PlaybookKey.GROW);
        AccountDays withoutValue = AccountDays.on(DAY).said("{\"success\": {\"last_reached_on\": \"2026-06-01\"}}");
        assertThat(of(withoutValue)).isEmpty();
        assertThat(of(withoutValue.usage("{\"onboarding\": {\"value_reached_on\": \"2026-01-10\"}}")))
                .containsExactly(new Occasion(PlaybookKey.GROW, "2026-06-01", true));
    }

    @Test
    void whoLeftInNinetyDaysIsAskedWhyUntilSomebodyKnows() {
        AccountDays left = AccountDays.on(DAY).fact("{\"state\": \"ended\", \"ended_on\": \"2026-03-12\"}");

        assertThat(Occasions.ofLeaver(left.build().fact(), DAY, false, rules()))
                .containsExactly(new Occasion(PlaybookKey.CHURN_INTERVIEW, "2026-03-12", true));
        assertThat(Occasions.ofLeaver(left.build().fact(), DAY, true, rules())).isEmpty();
        assertThat(Occasions.ofLeaver(left.build().fact(), DAY.plusDays(1), false, rules()))
                .isEmpty();
        assertThat(of(left)).isEmpty();
    }

    @Test
    void asksForNothingOfTheTenantsOwnAccounts() {
        assertThat(of(AccountDays.on(DAY).fact("{\"internal\": true, \"customer_since\": \"2026-06-01\"}")))
                .isEmpty();
    }

    private static AccountDays renewal(String deadline, String renewsOn) {
        return AccountDays.on(DAY).fact("""
                {"renewal": {"renews_on": "%s", "notice_deadline": "%s", "auto_renew": true}}
                """.formatted(renewsOn, deadline));
    }

    private static List<Occasion> of(AccountDays days) {
        return of(days, null, null);
    }

    private static List<Occasion> of(AccountDays days, @Nullable LocalDate review, @Nullable LocalDate survey) {
        return Occasions.of(
                new Occasions.Seen(days.build(), Band.GREEN, RiskLevel.LOW, false, review, survey), rules());
    }

    private static List<Occasion> band(Band band, RiskLevel risk, boolean signs) {
        return Occasions.of(seen(AccountDays.on(DAY), band, risk, signs), rules());
    }

    private static Occasions.Seen seen(AccountDays days, Band band, RiskLevel risk, boolean signs) {
        return new Occasions.Seen(days.build(), band, risk, signs, null, null);
    }

    private static PlayRules rules() {
        BusinessCalendar calendar =
                BusinessCalendar.of(CalendarSettings.read(Map.of()).orElseThrow());
        return new PlayRules(1, Playbooks.DEFAULT, calendar, DAY.plusDays(1), "JP");
    }
}
