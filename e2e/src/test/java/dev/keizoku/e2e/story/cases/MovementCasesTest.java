package dev.keizoku.e2e.story.cases;

import static dev.keizoku.e2e.story.cases.Price.monthly;
import static dev.keizoku.e2e.story.cases.Price.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What moves MRR, and what only seems to; amounts are monthly. */
class MovementCasesTest {

    private static final String NEW = "2025-01-01 new 100.00 start";

    private static String today(Company company) {
        return LocalDate.ofInstant(company.suite().now(), ZoneOffset.UTC).toString();
    }

    private static String inDays(Company company, int days) {
        return LocalDate.parse(today(company)).plusDays(days).toString();
    }

    @Test
    @EdgeCase(1)
    void upAndDownOnOneDayIsNoMovementAndBothStayOnRecord() {
        Company company = Company.inDollars();
        Subscription acme = company.subscribes("acme", monthly("100"), "2025-01-01")
                .costs(monthly("200"), "2025-02-01T09:00:00Z")
                .costs(monthly("100"), "2025-02-01T17:00:00Z");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW);
        assertThat(ledger.waterfall("2025-02")).isEqualTo("opening 100.00, closing 100.00");
        assertThat(ledger.get("/v1/subscriptions/" + acme.id() + "/changes").path("data"))
                .hasSize(3);
    }

    @Test
    @EdgeCase(2)
    void upAndDownOnTwoDaysShowsBothAndRetentionDoesNotNotice() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01")
                .costs(monthly("200"), "2025-02-03")
                .costs(monthly("100"), "2025-02-20");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme"))
                .containsExactly(
                        NEW, "2025-02-03 expansion 100.00 price_change", "2025-02-20 contraction 100.00 price_change");
        assertThat(ledger.waterfall("2025-02"))
                .isEqualTo("opening 100.00, expansion 100.00, contraction 100.00, closing 100.00");
        assertThat(ledger.waterfall("basis=endpoints&", "2025-02")).isEqualTo("opening 100.00, closing 100.00");
        assertThat(ledger.figure("nrr", "2025-02")).isEqualTo("1");
        assertThat(ledger.figure("grr", "2025-02")).isEqualTo("1");
    }

    @Test
    @EdgeCase(3)
    void aCancellationForTheEndOfThePeriodChurnsThereAndIsOutOfCommittedMrrToday() {
        Company company = Company.inDollars();
        company.subscribes("left", monthly("100"), "2025-01-01").isCancelled("2025-02-10", "2025-03-01");
        Subscription leaving = company.subscribes("leaving", monthly("70"), "2025-01-01");
        assertThat(company.ledger().committed("committed")).isEqualTo("70.00");
        leaving.isCancelled(today(company), inDays(company, 20));

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("left")).containsExactly(NEW, "2025-03-01 churn 100.00 voluntary");
        assertThat(ledger.mrr("2025-01", "2025-03")).containsExactly("170.00", "170.00", "70.00");
        assertThat(ledger.movements("leaving")).containsExactly("2025-01-01 new 70.00 start");
        assertThat(ledger.committed("mrr")).isEqualTo("70.00");
        assertThat(ledger.committed("churn")).isEqualTo("70.00");
        assertThat(ledger.committed("committed")).isEqualTo("0.00");
    }

    @Test
    @EdgeCase(4)
    void aPrepaidYearThatIsCancelledAtOnceChurnsWhenServiceStopsOrWhenTheTenantSays() {
        assertThat(churnOfAPrepaidYear("service_end")).isEqualTo("2025-03-10 churn 100.00 voluntary");
        assertThat(churnOfAPrepaidYear("paid_period_end")).isEqualTo("2026-01-01 churn 100.00 voluntary");
        Company company = Company.thatChose("churn_timing", "scheduled");
        company.subscribes("acme", yearly("1200"), "2025-01-01").isCancelled("2025-03-10", "2026-01-01");
        assertThat(company.ledger().movements("acme")).containsExactly(NEW, "2025-03-10 churn 100.00 voluntary");
    }

    private static String churnOfAPrepaidYear(String timing) {
        Company company = Company.thatChose("churn_timing", timing);
        company.subscribes("acme", yearly("1200"), "2025-01-01").ends("2025-03-10");
        return company.ledger().movements("acme").getLast();
    }

    @Test
    @EdgeCase(5)
    void aCancellationTakenBackInTimeIsNoChurnAndCommittedMrrIsRestored() {
        Company company = Company.inDollars();
        Subscription acme = company.subscribes("acme", monthly("100"), "2025-01-01")
                .isCancelled("2025-02-10", "2025-03-01")
                .isKept("2025-02-20");
        acme.isCancelled(today(company) + "T00:00:01Z", inDays(company, 20));
        assertThat(company.ledger().committed("committed")).isEqualTo("0.00");
        acme.isKept(today(company) + "T00:00:02Z");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW);
        assertThat(ledger.committed("churn")).isEqualTo("0.00");
        assertThat(ledger.committed("committed")).isEqualTo("100.00");
    }

    @Test
    @EdgeCase(6)
    void whoIsBackAfterSomeDaysIsReactivatedOrNewOrWasNeverGoneByThePolicies() {
        String churn = "2025-02-01 churn 100.00 voluntary";
        assertThat(backAfterSevenDays(Map.of()))
                .isEqualTo(NEW + ", " + churn + ", 2025-02-08 reactivation 100.00 start");
        assertThat(backAfterSevenDays(Map.of("reactivation_window_days", 7)))
                .isEqualTo(NEW + ", " + churn + ", 2025-02-08 reactivation 100.00 start");
        assertThat(backAfterSevenDays(Map.of("reactivation_window_days", 6)))
                .isEqualTo(NEW + ", " + churn + ", 2025-02-08 new 100.00 start");
        assertThat(backAfterSevenDays(Map.of("gap_tolerance_days", 6)))
                .isEqualTo(NEW + ", " + churn + ", 2025-02-08 reactivation 100.00 start");
        assertThat(backAfterSevenDays(Map.of("gap_tolerance_days", 7))).isEqualTo(NEW);
    }

    private static String backAfterSevenDays(Map<String, ?> policies) {
        Company company = Company.thatChose(policies);
        company.subscribes("acme", monthly("100"), "2025-01-01").ends("2025-02-01");
        company.subscribes("acme", monthly("100"), "2025-02-08");
        return String.join(", ", company.ledger().movements("acme"));
    }

    @Test
    @EdgeCase(7)
    void oneSubscriptionForAnotherOnOneDayIsTheDifference() {
        Company company = Company.inDollars();
        company.subscribes("acme", "basic", monthly("100"), "2025-01-01").ends("2025-02-01T10:00:00Z");
        company.subscribes("acme", "pro", monthly("150"), "2025-02-01T11:00:00Z");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW, "2025-02-01 expansion 50.00 plan_upgrade");
        assertThat(ledger.waterfall("2025-02")).isEqualTo("opening 100.00, expansion 50.00, closing 150.00");
        assertThat(ledger.figure("logo_churn_rate", "2025-02")).isEqualTo("0");
    }

    @Test
    @EdgeCase(8)
    void whoLeftAndCameBackWithinThePeriodIsInBothMovementsAndInNoLogoChurn() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01").ends("2025-02-05");
        company.subscribes("acme", monthly("80"), "2025-02-20");

        Ledger ledger = company.ledger();
        assertThat(ledger.waterfall("2025-02"))
                .isEqualTo("opening 100.00, reactivation 80.00, churn 100.00, closing 80.00");
        assertThat(ledger.figure("logo_churn_rate", "2025-02")).isEqualTo("0");
        assertThat(ledger.figure("nrr", "2025-02")).isEqualTo("0.8");
        assertThat(ledger.figure("churned_customers", "2025-02")).isEqualTo("1");
    }

    @Test
    @EdgeCase(9)
    void whoJoinedAndLeftWithinThePeriodIsInBothMovementsAndInNoRate() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01");
        company.subscribes("guest", monthly("60"), "2025-02-05").ends("2025-02-20");

        Ledger ledger = company.ledger();
        assertThat(ledger.waterfall("2025-02")).isEqualTo("opening 100.00, new 60.00, churn 60.00, closing 100.00");
        assertThat(ledger.figure("logo_churn_rate", "2025-02")).isEqualTo("0");
        assertThat(ledger.figure("nrr", "2025-02")).isEqualTo("1");
        assertThat(ledger.figure("grr", "2025-02")).isEqualTo("1");
    }

    @Test
    @EdgeCase(10)
    void oneOfTwoSubscriptionsEndingIsContraction() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01");
        company.subscribes("acme", monthly("30"), "2025-01-01").ends("2025-02-10");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme"))
                .containsExactly("2025-01-01 new 130.00 start", "2025-02-10 contraction 30.00 voluntary");
        assertThat(ledger.figure("logo_churn_rate", "2025-02")).isEqualTo("0");
    }

    @Test
    @EdgeCase(11)
    void bothEndingOnOneDayIsOneChurnOfTheTotal() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01").ends("2025-02-10T01:00:00Z");
        company.subscribes("acme", monthly("30"), "2025-01-01").ends("2025-02-10T20:00:00Z");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme"))
                .containsExactly("2025-01-01 new 130.00 start", "2025-02-10 churn 130.00 voluntary");
        assertThat(ledger.waterfall("2025-02")).isEqualTo("opening 130.00, churn 130.00");
        assertThat(ledger.figure("churned_customers", "2025-02")).isEqualTo("1");
    }

    @Test
    @EdgeCase(12)
    void aPayersSecondSubscriptionIsExpansionAndNeverNew() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01");
        company.subscribes("acme", monthly("30"), "2025-02-10");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW, "2025-02-10 expansion 30.00 add_on");
        assertThat(ledger.figure("new_customers", "2025-02")).isEqualTo("0");
        assertThat(ledger.waterfall("2025-02")).isEqualTo("opening 100.00, expansion 30.00, closing 130.00");
    }

    @Test
    @EdgeCase(13)
    void endingTheEuroSubscriptionIsContractionInEuros() {
        Company company = Company.inDollars().rate("2025-01-01", "EUR", "USD", "1.10");
        company.subscribes("acme", monthly("100"), "2025-01-01");
        company.subscribes("acme", monthly("90").in("EUR"), "2025-01-01").ends("2025-02-10");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).last().isEqualTo("2025-02-10 contraction 90.00 EUR voluntary");
        assertThat(ledger.waterfall("2025-02")).isEqualTo("opening 199.00, contraction 99.00, closing 100.00");
        assertThat(ledger.figure("churned_customers", "2025-02")).isEqualTo("0");
    }
}
