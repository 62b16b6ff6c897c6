package dev.keizoku.e2e.story.cases;

import static dev.keizoku.e2e.story.cases.Price.monthly;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trials, pauses, late payments, and what is billed beside; amounts are monthly. */
class LifecycleCasesTest {

    private static final String NEW = "2025-01-01 new 100.00 start";

    @Test
    @EdgeCase(26)
    void whatBeginsInTheFutureIsNothingUntilThenAndInCommittedMrr() {
        Company company = Company.inDollars();
        String soon = LocalDate.ofInstant(company.suite().now(), ZoneOffset.UTC)
                .plusDays(10)
                .toString();
        company.subscribes("acme", monthly("100"), soon);

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).isEmpty();
        assertThat(ledger.committed("mrr")).isEqualTo("0.00");
        assertThat(ledger.committed("new")).isEqualTo("100.00");
        assertThat(ledger.committed("committed")).isEqualTo("100.00");
    }

    @Test
    @EdgeCase(27)
    void aTrialIsNewOnItsFirstPaidDayAndOfThatMonthsCohort() {
        Company company = Company.inDollars();
        company.tries("acme", "basic", monthly("100"), "2025-01-20").becomesPaid("2025-02-03");
        company.tries("gone", "basic", monthly("100"), "2025-01-20").ends("2025-02-03");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly("2025-02-03 new 100.00 trial_conversion");
        assertThat(ledger.movements("gone")).isEmpty();
        assertThat(ledger.mrr("2025-01", "2025-02")).containsExactly("0.00", "100.00");
        JsonNode cohorts = ledger.get("/v1/metrics/cohorts?interval=month&from=2025-01-01&to=2025-03-01");
        assertThat(cohorts.toString()).contains("\"from\":\"2025-02-01\"");
        for (JsonNode cohort : cohorts.at("/series/0/cohorts")) {
            boolean february = cohort.path("from").asText().equals("2025-02-01");
            assertThat(cohort.path("customers").asInt()).isEqualTo(february ? 1 : 0);
        }
    }

    @Test
    @EdgeCase(28)
    void aTrialWhoseFirstInvoiceIsNotPaidCountsOnceActiveAndLeavesWhenGivenUp() {
        Company company = Company.inDollars();
        company.tries("acme", "basic", monthly("100"), "2025-01-20")
                .becomesPaid("2025-02-03")
                .paymentFails("2025-02-04")
                .ends("2025-03-06");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme"))
                .containsExactly("2025-02-03 new 100.00 trial_conversion", "2025-03-06 churn 100.00 involuntary");
        assertThat(ledger.mrr("2025-02", "2025-03")).containsExactly("100.00", "0.00");
    }

    @Test
    @EdgeCase(28)
    void aFirstInvoiceThatHasToBePaidCountsFromTheDayItIs() {
        Company company = Company.thatChose("require_first_payment", true);
        company.tries("acme", "basic", monthly("100"), "2025-01-01")
                .becomesPaid("2025-01-15")
                .paymentFails("2025-01-15T06:00:00Z")
                .paymentRecovers("2025-02-03");
        company.tries("gone", "basic", monthly("100"), "2025-01-01")
                .becomesPaid("2025-01-15")
                .paymentFails("2025-01-15T06:00:00Z")
                .ends("2025-03-06");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).singleElement().asString().startsWith("2025-02-03 new 100.00");
        assertThat(ledger.movements("gone")).isEmpty();
    }

    @Test
    @EdgeCase(29)
    void aPayerWhoTriesAHigherPlanKeepsThePresentOnesMrr() {
        Company company = Company.inDollars();
        company.subscribes("acme", "basic", monthly("100"), "2025-01-01");
        company.tries("acme", "pro", monthly("300"), "2025-02-01").ends("2025-02-15");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW);
        assertThat(ledger.figures("mrr?interval=day&", "2025-02", "2025-02")).containsOnly("100.00");
    }

    @Test
    @EdgeCase(30)
    void aPauseIsNoMrrAndNoLogoChurnUnlessThePolicyCountsIt() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01")
                .pauses("2025-02-10")
                .resumes("2025-04-01");
        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme"))
                .containsExactly(NEW, "2025-02-10 churn 100.00 pause", "2025-04-01 reactivation 100.00 resume");
        assertThat(ledger.figure("logo_churn_rate", "2025-02")).isEqualTo("0");
        assertThat(ledger.figure("subscriptions_paused", "2025-02")).isEqualTo("1");
        assertThat(ledger.figure("mrr", "2025-03")).isEqualTo("0.00");

        Company counting = Company.thatChose("paused_counts_in_mrr", true);
        counting.subscribes("acme", monthly("100"), "2025-01-01").pauses("2025-02-10");
        assertThat(counting.ledger().movements("acme")).containsExactly(NEW);
        assertThat(counting.ledger().figure("mrr", "2025-03")).isEqualTo("100.00");
    }

    @Test
    @EdgeCase(31)
    void aLatePaymentKeepsItsMrrUntilItIsCancelledOrPatienceEnds() {
        Company company = Company.inDollars();
        Subscription acme =
                company.subscribes("acme", monthly("100"), "2025-01-01").paymentFails("2025-02-01");
        assertThat(company.ledger().mrr("2025-02", "2025-04")).containsOnly("100.00");
        acme.ends("2025-05-02");
        assertThat(company.ledger().movements("acme")).containsExactly(NEW, "2025-05-02 churn 100.00 involuntary");

        Company impatient = Company.thatChose("auto_churn_days", 30);
        impatient.subscribes("acme", monthly("100"), "2025-01-01").paymentFails("2025-02-01");
        assertThat(impatient.ledger().movements("acme")).containsExactly(NEW, "2025-03-03 churn 100.00 involuntary");
    }

    @Test
    @EdgeCase(32)
    void whoPaysAfterAllIsReactivatedUnlessTheGapIsTolerated() {
        assertThat(paidThreeDaysAfterItWasGivenUp(Map.of("auto_churn_days", 30)))
                .containsExactly(NEW, "2025-03-03 churn 100.00 involuntary", "2025-03-06 reactivation 100.00 start");
        assertThat(paidThreeDaysAfterItWasGivenUp(Map.of("auto_churn_days", 30, "gap_tolerance_days", 3)))
                .containsExactly(NEW);
    }

    private static List<String> paidThreeDaysAfterItWasGivenUp(Map<String, ?> policies) {
        Company company = Company.thatChose(policies);
        company.subscribes("acme", monthly("100"), "2025-01-01")
                .paymentFails("2025-02-01")
                .paymentRecovers("2025-03-06");
        return company.ledger().movements("acme");
    }

    @Test
    @EdgeCase(33)
    void aRefundOrACreditNoteMovesNothing() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01");
        Stripe stripe = company.stripe();
        for (String type : List.of("charge.refunded", "credit_note.created", "refund.created")) {
            assertThat(stripe.sends("""
                {"id": "evt_%s", "type": "%s", "created": 1738800000,
                 "data": {"object": {"id": "obj_1", "customer": "acme", "amount": 10000, "currency": "usd"}}}
                """.formatted(type, type))).isEqualTo("ignored");
        }

        assertThat(company.ledger().movements("acme")).containsExactly(NEW);
        assertThat(company.ledger().mrr("2025-02", "2025-03")).containsOnly("100.00");
    }

    @Test
    @EdgeCase(34)
    void aSetUpFeeCannotBecomeRecurringAndAnInvoiceItemMovesNothing() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01");
        Map<String, ?> once = Map.of("amount", Map.of("amount", "500.00", "currency", "USD"));
        company.refuses(
                "/v1/subscriptions/fee",
                Map.of(
                        "account_id",
                        "acme",
                        "plan_id",
                        "basic",
                        "price",
                        once,
                        "effective_at",
                        "2025-01-01T00:00:00Z"));
        company.refuses("/v1/plans/set-up", Map.of("name", "Set-up", "product", "suite", "prices", List.of(once)));
        assertThat(company.stripe().sends("""
            {"id": "evt_1", "type": "invoiceitem.created", "created": 1738800000,
             "data": {"object": {"id": "ii_1", "customer": "acme", "amount": 50000, "currency": "usd",
                                 "period": {"start": 1738800000, "end": 1741219200}}}}
            """)).isEqualTo("ignored");

        assertThat(company.ledger().movements("acme")).containsExactly(NEW);
    }

    @Test
    @EdgeCase(35)
    void whatIsUsedIsNotInMrrAndAGuaranteedMinimumIs() {
        Company company = Company.inDollars();
        aMinimumOf50(company, monthly("20"), "acme")
                .charged("40.00", "2025-01-01", "2025-02-01")
                .charged("10.00", "2025-02-01", "2025-03-01");
        aMinimumOf50(company, monthly("80"), "large").charged("90.00", "2025-01-01", "2025-04-01");
        company.uses("acme", 1_000_000);
        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly("2025-01-01 new 50.00 start");
        assertThat(ledger.movements("large")).containsExactly("2025-01-01 new 80.00 start");
        assertThat(ledger.mrr("2025-01", "2025-03")).containsExactly("130.00", "130.00", "130.00");
        assertThat(ledger.figures("usage_mrr?", "2025-01", "2025-03")).containsExactly("40.00", "10.00", "40.00");
        assertThat(ledger.figures("usage_mrr_average?", "2025-01", "2025-03"))
                .containsExactly("40.00", "25.00", "55.00");

        Company excluding = Company.thatChose("usage", "exclude");
        aMinimumOf50(excluding, monthly("20"), "acme");
        assertThat(excluding.ledger().movements("acme")).containsExactly("2025-01-01 new 20.00 start");
    }

    private static Subscription aMinimumOf50(Company company, Price price, String account) {
        return company.begins(
                "start",
                account,
                "basic",
                "2025-01-01",
                Map.of("price", price.body(), "minimum", Map.of("amount", "50.00", "currency", "USD")));
    }
}
