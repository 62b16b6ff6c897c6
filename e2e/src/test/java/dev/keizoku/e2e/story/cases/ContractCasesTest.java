package dev.keizoku.e2e.story.cases;

import static dev.keizoku.e2e.story.cases.Price.monthly;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Accounts that count or do not, merge and part, and contracts that come to their end; amounts are monthly. */
class ContractCasesTest {

    private static final String NEW = "2025-01-01 new 100.00 start";

    @Test
    @EdgeCase(36)
    void ownTestAndPartnerAccountsAreInNoFigure() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01");
        company.subscribes("ourselves", monthly("900"), "2025-01-01").ends("2025-02-10");
        company.put("/v1/accounts/ourselves", Map.of("name", "Ourselves", "internal", true));

        Ledger ledger = company.ledger();
        assertThat(ledger.waterfall("2025-01")).isEqualTo("new 100.00, closing 100.00");
        assertThat(ledger.waterfall("2025-02")).isEqualTo("opening 100.00, closing 100.00");
        assertThat(ledger.figure("customers", "2025-01")).isEqualTo("1");
        assertThat(ledger.figure("subscriptions_active", "2025-01")).isEqualTo("1");
        assertThat(ledger.figure("logo_churn_rate", "2025-02")).isEqualTo("0");
    }

    @Test
    @EdgeCase(37)
    void aMergeLeavesOneHistoryAndNoMovementAndBeforeItThereWereTwo() {
        Company company = Company.inDollars()
                .history(
                        List.of("subscription_id", "account_id", "plan_id", "start", "amount", "currency", "interval"),
                        List.of(
                                List.of("a-1", "a", "basic", "2025-02-01", "100", "USD", "month"),
                                List.of("b-1", "b", "basic", "2025-01-01", "50", "USD", "month")));
        company.post("/v1/accounts/b/merge", Map.of("into", "a", "change_id", "m1"));

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("a"))
                .containsExactly("2025-01-01 new 50.00 start", "2025-02-01 expansion 100.00 add_on");
        assertThat(ledger.get("/v1/accounts/a/mrr").path("customer_since").asText())
                .isEqualTo("2025-01-01");
        assertThat(ledger.figures("churned_mrr?", "2025-01", "2025-12")).containsOnly("0.00");
        assertThat(ledger.figure("customers", "2025-03")).isEqualTo("1");
        assertThat(ledger.figure("customers?as_of=2025-03-31", "2025-03"))
                .as("before the merge")
                .isEqualTo("2");
        assertThat(ledger.figure("new_mrr?as_of=2025-03-31", "2025-02")).isEqualTo("100.00");
    }

    @Test
    @EdgeCase(38)
    void anAccountThatIsSplitOrMovesToAResellerIsTransferredAndNobodyIsLostOrWon() {
        Company company = Company.inDollars().account("reseller");
        company.subscribes("acme", monthly("100"), "2025-01-01").goesTo("acme", "reseller", "2025-04-10");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW, "2025-04-10 contraction 100.00 transfer");
        assertThat(ledger.movements("reseller")).containsExactly("2025-04-10 expansion 100.00 transfer");
        assertThat(ledger.figure("churned_mrr", "2025-04")).isEqualTo("0.00");
        assertThat(ledger.figure("new_mrr", "2025-04")).isEqualTo("0.00");
        assertThat(ledger.figure("new_customers", "2025-04")).isEqualTo("0");
        assertThat(ledger.figure("logo_churn_rate", "2025-04")).isEqualTo("0");
        assertThat(ledger.figure("nrr", "2025-04")).isEqualTo("1");
        assertThat(ledger.figure("grr", "2025-04")).isEqualTo("1");
        assertThat(ledger.mrr("2025-03", "2025-04")).containsExactly("100.00", "100.00");
    }

    @Test
    @EdgeCase(39)
    void aRenewalBelongsToItsDueDateAndIsBridgedWithinTheGraceAndLostBeyond() {
        Company company = Company.thatChose("gap_tolerance_days", 30);
        aYear(company, "early").renewal("r", outcome("renewed", "2025-12-05"));
        aYear(company, "late").ends("2026-01-01");
        company.subscribes("late", monthly("100"), "2026-01-20");
        aYear(company, "later").ends("2026-01-01");
        company.subscribes("later", monthly("100"), "2026-03-10");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("early")).containsExactly(NEW);
        assertThat(ledger.movements("late")).containsExactly(NEW);
        assertThat(ledger.movements("later"))
                .containsExactly(NEW, "2026-01-01 churn 100.00 voluntary", "2026-03-10 reactivation 100.00 start");
    }

    @Test
    @EdgeCase(39)
    void renewalRatesAreOfTheDueDateWhateverTheDayOfSigning() {
        Company company = Company.inDollars();
        aYear(company, "early").renewal("r", outcome("renewed", "2025-11-05"));
        aYear(company, "in-grace").renewal("r", outcome("renewed", "2026-01-31"));
        aYear(company, "too-late").renewal("r", outcome("renewed", "2026-02-01"));

        JsonNode months = company.ledger()
                .get("/v1/metrics/renewals?from=2025-11-01&to=2026-03-01")
                .path("points");
        for (JsonNode month : months) {
            boolean due = month.path("from").asText().equals("2026-01-01");
            assertThat(month.path("due").asInt()).as("%s", month).isEqualTo(due ? 3 : 0);
            assertThat(month.path("renewed").asInt()).as("%s", month).isEqualTo(due ? 2 : 0);
            assertThat(month.path("lost").asInt()).as("%s", month).isEqualTo(due ? 1 : 0);
        }
        assertThat(months).hasSize(4);
    }

    @Test
    @EdgeCase(40)
    void aRenewalCancelledInItsCoolingOffTimeIsWithdrawnAndChurnOnTheRenewalDate() {
        Company company = Company.inDollars();
        Subscription acme = aYear(company, "acme")
                .renewal("r", outcome("renewed", "2025-12-20"))
                .costs(monthly("110"), "2026-01-01");
        assertThat(company.ledger().figure("renewal_rate", "2026-01")).isEqualTo("1");
        acme.renewal("r", outcome("withdrawn", "2026-01-09"));
        company.delete("/v1/subscriptions/" + acme.id() + "/changes/change_terms-2026-01-01");
        acme.ends("2026-01-01");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW, "2026-01-01 churn 100.00 voluntary");
        assertThat(ledger.figure("renewal_rate", "2026-01")).isEqualTo("0");
    }

    private static Subscription aYear(Company company, String account) {
        return company.begins(
                "start",
                account,
                "basic",
                "2025-01-01",
                Map.of(
                        "price",
                        monthly("100").body(),
                        "term",
                        Map.of("starts_at", "2025-01-01T00:00:00Z", "ends_at", "2026-01-01T00:00:00Z")));
    }

    private static Map<String, ?> outcome(String outcome, String on) {
        return Map.of(
                "due_at",
                "2026-01-01T00:00:00Z",
                "term_months",
                12,
                "outcome",
                outcome,
                "outcome_at",
                on + "T00:00:00Z");
    }
}
