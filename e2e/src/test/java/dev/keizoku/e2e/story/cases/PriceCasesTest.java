package dev.keizoku.e2e.story.cases;

import static dev.keizoku.e2e.story.cases.Price.monthly;
import static dev.keizoku.e2e.story.cases.Price.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What plans, prices and discounts do to MRR; amounts are monthly. */
class PriceCasesTest {

    private static final String NEW = "2025-01-01 new 100.00 start";

    @Test
    @EdgeCase(14)
    void fromMonthsToAYearAtTheSamePriceIsNoMovement() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01").costs(yearly("1200"), "2025-02-10");

        assertThat(company.ledger().movements("acme")).containsExactly(NEW);
        assertThat(company.ledger().waterfall("2025-02")).isEqualTo("opening 100.00, closing 100.00");
    }

    @Test
    @EdgeCase(15)
    void twoMonthsFreeForAYearIsContractionByTermAndNoDownsell() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01").costs(yearly("1000"), "2025-02-10");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW, "2025-02-10 contraction 16.67 term_change");
        assertThat(ledger.figure("downsell_mrr", "2025-02")).isEqualTo("0.00");
        assertThat(ledger.figure("downsell_rate", "2025-02")).isEqualTo("0");
    }

    @Test
    @EdgeCase(16)
    void backFromAYearToMonthsIsExpansionByTermAndNoUpsell() {
        Company company = Company.inDollars();
        company.subscribes("acme", yearly("1000"), "2025-01-01").costs(monthly("100"), "2025-02-10");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme"))
                .containsExactly("2025-01-01 new 83.33 start", "2025-02-10 expansion 16.67 term_change");
        assertThat(ledger.figure("upsell_mrr", "2025-02")).isEqualTo("0.00");
        assertThat(ledger.figure("upsell_rate", "2025-02")).isEqualTo("0");
    }

    @Test
    @EdgeCase(17)
    void aNewListPriceCountsWhereASubscriptionTakesItAndFromThenOn() {
        Company company = Company.inDollars()
                .plan("basic", Map.of("prices", List.of(monthly("100").body())));
        Subscription acme =
                company.begins("start", "acme", "basic", "2025-01-01", Map.of("currency", "USD", "interval", "month"));
        company.plan("basic", Map.of("prices", List.of(monthly("120").body())));
        assertThat(company.ledger().movements("acme")).containsExactly(NEW);

        acme.change("change_terms", "2025-03-01", Map.of("currency", "USD", "interval", "month"));

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW, "2025-03-01 expansion 20.00 price_change");
        assertThat(ledger.mrr("2025-01", "2025-03")).containsExactly("100.00", "100.00", "120.00");
        assertThat(ledger.figure("upsell_mrr", "2025-03")).isEqualTo("0.00");
    }

    @Test
    @EdgeCase(18)
    void moreSeatsAreExpansionByQuantityAndPastDaysKeepTheirs() {
        Company company = Company.inDollars();
        company.begins(
                        "start",
                        "acme",
                        "basic",
                        "2025-01-01",
                        Map.of("price", monthly("10").body(), "quantity", 5))
                .seats(8, "2025-02-10");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme"))
                .containsExactly("2025-01-01 new 50.00 start", "2025-02-10 expansion 30.00 quantity");
        assertThat(ledger.mrr("2025-01", "2025-02")).containsExactly("50.00", "80.00");
        assertThat(ledger.figure("upsell_mrr", "2025-02")).isEqualTo("30.00");
    }

    @Test
    @EdgeCase(19)
    void anUpgradeInMidCycleCountsInFullFromItsDayAndItsInvoiceNotAtAll() {
        Company company = Company.inDollars();
        company.subscribes("acme", "basic", monthly("100"), "2025-01-01").moves("pro", monthly("150"), "2025-01-20");
        company.stripe().sends("""
            {"id": "evt_1", "type": "invoice.paid", "created": 1737331200, "data": {"object":
             {"id": "in_1", "object": "invoice", "customer": "acme", "amount_paid": 1935,
              "lines": {"data": [{"amount": 1935, "proration": true}]}}}}
            """);

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW, "2025-01-20 expansion 50.00 plan_upgrade");
        assertThat(ledger.mrr("2025-01", "2025-02")).containsExactly("150.00", "150.00");
    }

    @Test
    @EdgeCase(20)
    void anAgreedRampIsExpansionOnTheDayOfTheStep() {
        Company company = Company.inDollars();
        company.subscribes("acme", yearly("1000"), "2025-01-01").costs(yearly("1500"), "2026-01-01", "ramp");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme"))
                .containsExactly("2025-01-01 new 83.33 start", "2026-01-01 expansion 41.67 ramp");
        assertThat(ledger.mrr("2025-12", "2026-01")).containsExactly("83.33", "125.00");
        assertThat(ledger.figure("nrr", "2026-01")).isEqualTo("1.5");
        assertThat(ledger.figure("nrr?exclude_reason=ramp", "2026-01")).isEqualTo("1");
        assertThat(ledger.figure("expansion_mrr?exclude_reason=ramp", "2026-01"))
                .isEqualTo("0.00");
        assertThat(ledger.figure("upsell_mrr", "2026-01")).isEqualTo("0.00");
    }

    @Test
    @EdgeCase(21)
    void aDiscountThatRunsOutIsExpansionAndNeverUpsell() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01").percentOffForMonths("0.2", 3, "2025-02-01");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme"))
                .containsExactly(
                        NEW, "2025-02-01 contraction 20.00 discount_start", "2025-05-01 expansion 20.00 discount_end");
        assertThat(ledger.figure("upsell_mrr", "2025-05")).isEqualTo("0.00");
        assertThat(ledger.figure("upsell_rate", "2025-05")).isEqualTo("0");
        assertThat(ledger.figure("expansion_mrr", "2025-05")).isEqualTo("20.00");
    }

    @Test
    @EdgeCase(22)
    void aCouponForOneInvoiceHasNoEffectAndOneForMonthsLowersMrrUnlessTheTenantSaysOtherwise() {
        Company company = Company.inDollars();
        company.subscribes("once", monthly("100"), "2025-01-01").percentOff("0.5", "once", "2025-02-01");
        assertThat(company.ledger().movements("once")).containsExactly(NEW);

        assertThat(mrrWithACouponOfThreeMonths("all")).containsExactly("100.00", "50.00", "50.00", "50.00", "100.00");
        assertThat(mrrWithACouponOfThreeMonths("forever_only")).containsOnly("100.00");
        assertThat(mrrWithACouponOfThreeMonths("none")).containsOnly("100.00");
    }

    private static List<String> mrrWithACouponOfThreeMonths(String policy) {
        Company company = Company.thatChose("discount_policy", policy);
        company.subscribes("acme", monthly("100"), "2025-01-01").percentOffForMonths("0.5", 3, "2025-02-01");
        assertThat(company.ledger().figures("gross_mrr?", "2025-01", "2025-05")).containsOnly("100.00");
        return company.ledger().mrr("2025-01", "2025-05");
    }

    @Test
    @EdgeCase(23)
    void aPayerWhoGetsEverythingOffHasChurnedUnlessTheTenantKeepsSuchCustomers() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01").percentOff("1", "forever", "2025-02-10");
        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW, "2025-02-10 churn 100.00 discount_start");
        assertThat(ledger.figure("logo_churn_rate", "2025-02")).isEqualTo("1");

        Company keeping = Company.thatChose("zero_mrr_customer", "keep_active");
        keeping.subscribes("acme", monthly("100"), "2025-01-01").percentOff("1", "forever", "2025-02-10");
        ledger = keeping.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW, "2025-02-10 contraction 100.00 discount_start");
        assertThat(ledger.figure("churned_mrr", "2025-02")).isEqualTo("0.00");
    }

    @Test
    @EdgeCase(24)
    void aDiscountAboveThePriceLeavesNothingAndNeverLess() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-01").amountOff("150", "2025-02-10");
        company.subscribes("beta", monthly("40"), "2025-01-01");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme")).containsExactly(NEW, "2025-02-10 churn 100.00 discount_start");
        assertThat(ledger.mrr("2025-01", "2025-02")).containsExactly("140.00", "40.00");
    }

    @Test
    @EdgeCase(25)
    void fromPaidToFreeIsChurnAndBackReactivationAndFirstPaidNew() {
        Company company = Company.inDollars();
        company.subscribes("acme", "pro", monthly("100"), "2025-01-01")
                .moves("free", monthly("0"), "2025-02-01")
                .moves("pro", monthly("100"), "2025-03-01");
        company.begins(
                        "free_start",
                        "free",
                        "free",
                        "2025-01-01",
                        Map.of("price", monthly("0").body()))
                .moves("pro", monthly("100"), "2025-03-01");

        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme"))
                .containsExactly(NEW, "2025-02-01 churn 100.00 plan_downgrade", "2025-03-01 reactivation 100.00 start");
        assertThat(ledger.movements("free")).singleElement().asString().startsWith("2025-03-01 new 100.00");
    }
}
