package dev.keizoku.e2e.story.cases;

import static dev.keizoku.e2e.story.cases.Price.monthly;
import static dev.keizoku.e2e.story.cases.Price.weekly;
import static dev.keizoku.e2e.story.cases.Price.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Wait;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Days, months and years, and what was known when; amounts are monthly. */
class TimeCasesTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String NEW = "2025-01-01 new 100.00 start";
    private static final List<String> PERIOD =
            List.of("subscription_id", "account_id", "plan_id", "start", "amount", "currency", "interval");

    private static String billedNext(Company company, String asOf) {
        return company.ledger()
                .get("/v1/subscriptions/s?as_of=" + asOf + "T12:00:00Z")
                .path("next_billing_at")
                .asText()
                .substring(0, 10);
    }

    @Test
    @EdgeCase(41)
    void monthlyBillsSinceThe31stAreCountedFromTheAnchor() {
        Company company = Company.inDollars()
                .history(PERIOD, List.of(List.of("s", "acme", "basic", "2024-01-31", "100", "USD", "month")));
        assertThat(billedNext(company, "2024-02-10")).isEqualTo("2024-02-29");
        assertThat(billedNext(company, "2024-03-10")).isEqualTo("2024-03-31");
        assertThat(billedNext(company, "2024-04-10")).isEqualTo("2024-04-30");
        assertThat(billedNext(company, "2024-05-10")).isEqualTo("2024-05-31");
    }

    @Test
    @EdgeCase(42)
    void yearlyBillsSinceALeapDayReturnToIt() {
        Company company = Company.inDollars()
                .history(PERIOD, List.of(List.of("s", "acme", "basic", "2020-02-29", "1200", "USD", "year")));
        assertThat(billedNext(company, "2020-06-01")).isEqualTo("2021-02-28");
        assertThat(billedNext(company, "2021-06-01")).isEqualTo("2022-02-28");
        assertThat(billedNext(company, "2022-06-01")).isEqualTo("2023-02-28");
        assertThat(billedNext(company, "2023-06-01")).isEqualTo("2024-02-29");
    }

    @Test
    @EdgeCase(43)
    void mrrDoesNotFollowTheDaysOfTheMonthOrTheLeapYear() {
        Company company = Company.inDollars();
        company.subscribes("monthly", monthly("100"), "2024-01-01");
        company.subscribes("weekly", weekly("10"), "2024-01-01");
        company.subscribes("yearly", yearly("1000"), "2024-01-01");
        assertThat(company.ledger().mrr("2024-01", "2025-12")).hasSize(24).containsOnly("226.67");
    }

    @Test
    @EdgeCase(44)
    void whatBeginsInTheTenantsMorningIsOfTheTenantsDay() {
        Company company = Company.in("Asia/Tokyo", "USD");
        company.subscribes("acme", monthly("100"), "2025-03-31T16:00:00Z");
        assertThat(company.ledger().movements("acme")).containsExactly("2025-04-01 new 100.00 start");
        assertThat(company.ledger().mrr("2025-03", "2025-04")).containsExactly("0.00", "100.00");

        company.decides("{\"zone\": \"UTC\"}");

        Wait.passes(
                SOON,
                () -> assertThat(company.ledger().movements("acme"))
                        .as("another zone nets every day again")
                        .containsExactly("2025-03-31 new 100.00 start"));
        Wait.passes(
                SOON,
                () -> assertThat(company.ledger().mrr("2025-03", "2025-04")).containsExactly("100.00", "100.00"));
    }

    @Test
    @EdgeCase(44)
    void daysOf23And25HoursAreOneDay() {
        Company company = Company.in("Europe/Berlin", "USD");
        company.subscribes("spring", monthly("100"), "2025-03-29T23:30:00Z")
                .costs(monthly("150"), "2025-03-30T21:30:00Z");
        company.subscribes("autumn", monthly("100"), "2025-10-25T22:30:00Z")
                .costs(monthly("150"), "2025-10-26T22:30:00Z");
        Ledger ledger = company.ledger();
        assertThat(ledger.movements("spring")).containsExactly("2025-03-30 new 150.00 start");
        assertThat(ledger.movements("autumn")).containsExactly("2025-10-26 new 150.00 start");
    }

    @Test
    @EdgeCase(45)
    void whatEndsWithinThePeriodIsNotInItsClosing() {
        Company company = Company.inDollars();
        company.subscribes("within", monthly("100"), "2025-01-01").ends("2025-03-31");
        company.subscribes("after", monthly("70"), "2025-01-01").ends("2025-04-01");
        Ledger ledger = company.ledger();
        assertThat(ledger.waterfall("2025-03")).isEqualTo("opening 170.00, churn 100.00, closing 70.00");
        assertThat(ledger.waterfall("2025-04")).isEqualTo("opening 70.00, churn 70.00");
    }

    @Test
    @EdgeCase(47)
    void aCancellationRecordedLaterRestatesThePastAndNotWhatWasKnownThen() {
        Company company = Company.inDollars()
                .history(PERIOD, List.of(List.of("s", "acme", "basic", "2025-01-01", "100", "USD", "month")));
        assertThat(company.ledger().figure("mrr", "2025-04")).isEqualTo("100.00");
        new Subscription(company, "s").ends("2025-03-20");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW, "2025-03-20 churn 100.00 voluntary");
        assertThat(ledger.waterfall("2025-03")).isEqualTo("opening 100.00, churn 100.00");
        assertThat(ledger.waterfall("2025-04")).isEmpty();
        assertThat(ledger.waterfall("as_of=2025-04-05&", "2025-03")).isEqualTo("opening 100.00, closing 100.00");
        assertThat(ledger.figure("churned_mrr?as_of=2025-04-05", "2025-03")).isEqualTo("0.00");
    }

    @Test
    @EdgeCase(48)
    void changesThatArriveOutOfOrderAndTwiceAreThoseOfTheirTimeAndCountOnce() {
        Company inOrder = Company.inDollars();
        inOrder.subscribes("acme", monthly("10"), "2025-01-01")
                .seats(5, "2025-02-01")
                .costs(monthly("12"), "2025-03-01")
                .pauses("2025-04-01")
                .resumes("2025-05-01")
                .ends("2025-06-01");
        Company shuffled = Company.inDollars();
        Subscription acme = shuffled.subscribes("acme", monthly("10"), "2025-01-01");
        for (int sent = 0; sent < 2; sent++) {
            acme.ends("2025-06-01").pauses("2025-04-01").costs(monthly("12"), "2025-03-01");
            acme.resumes("2025-05-01").seats(5, "2025-02-01");
        }

        List<String> movements = inOrder.ledger().movements("acme");
        assertThat(movements)
                .containsExactly(
                        "2025-01-01 new 10.00 start",
                        "2025-02-01 expansion 40.00 quantity",
                        "2025-03-01 expansion 10.00 price_change",
                        "2025-04-01 churn 60.00 pause",
                        "2025-05-01 reactivation 60.00 resume",
                        "2025-06-01 churn 60.00 voluntary");
        assertThat(shuffled.ledger().movements("acme")).isEqualTo(movements);
        assertThat(shuffled.ledger().mrr("2025-01", "2025-06"))
                .isEqualTo(inOrder.ledger().mrr("2025-01", "2025-06"));
    }

    @Test
    @EdgeCase(49)
    void aDeletedSubscriptionNeverWasAndItsTraceRemains() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01");
        Subscription mistaken = company.subscribes("acme", monthly("900"), "2025-02-01");
        assertThat(company.ledger().mrr("2025-02", "2025-02")).containsExactly("1000.00");
        String before = mistaken.known();
        company.delete("/v1/subscriptions/" + mistaken.id());

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW);
        assertThat(ledger.waterfall("2025-02")).isEqualTo("opening 100.00, closing 100.00");
        assertThat(ledger.figure("mrr?as_of=" + before, "2025-02")).isEqualTo("1000.00");
        assertThat(ledger.get("/v1/subscriptions/" + mistaken.id() + "/changes?as_of=" + before)
                        .path("data"))
                .hasSize(1);
        Wait.passes(SOON, () -> {
            JsonNode state = ledger.get("/v1/ledger");
            assertThat(state.path("reconciled_to").asLong())
                    .isEqualTo(state.path("head").asLong());
            assertThat(state.path("findings")).isEmpty();
            return state;
        });
    }

    @Test
    @EdgeCase(50)
    void aPeriodThatIsNotOverSaysSoAndHowThingsStandToday() {
        Company company = Company.inDollars();
        LocalDate today = LocalDate.ofInstant(company.suite().now(), ZoneOffset.UTC);
        YearMonth month = YearMonth.from(today);
        company.subscribes("acme", monthly("100"), "2025-01-01");
        company.subscribes("acme", monthly("50"), today.toString());
        company.subscribes("acme", monthly("900"), month.plusMonths(1).atDay(1).toString());

        JsonNode answer = company.ledger()
                .get("/v1/metrics/mrr?from=%s&to=%s"
                        .formatted(
                                month.minusMonths(1).atDay(1),
                                month.plusMonths(2).atDay(1)));
        assertThat(answer.path("complete").asBoolean()).isFalse();
        assertThat(answer.path("data_through").asText()).isEqualTo(today.toString());
        JsonNode points = answer.at("/series/0/points");
        assertThat(points.at("/0/complete").asBoolean()).isTrue();
        assertThat(points.at("/1/complete").asBoolean()).isFalse();
        assertThat(points.at("/1/value/amount").asText()).isEqualTo("150.00");
        assertThat(points.at("/2/value").isNull()).as("not begun").isTrue();
    }
}
