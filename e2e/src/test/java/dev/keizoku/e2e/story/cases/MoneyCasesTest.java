package dev.keizoku.e2e.story.cases;

import static dev.keizoku.e2e.story.cases.Price.monthly;
import static dev.keizoku.e2e.story.cases.Price.weekly;
import static dev.keizoku.e2e.story.cases.Price.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Wait;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Currencies, rounding, and rates of nothing. */
class MoneyCasesTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final List<String> PERIOD =
            List.of("subscription_id", "account_id", "plan_id", "start", "amount", "currency", "interval");

    @Test
    @EdgeCase(51)
    void yenAreRoundedOnceAndArrIsOfThePrice() {
        Company company = Company.in("Asia/Tokyo", "JPY");
        company.subscribes("sakura", yearly("100000").in("JPY"), "2025-01-01");
        Ledger ledger = company.ledger();
        assertThat(ledger.figure("mrr", "2025-01")).isEqualTo("8333");
        assertThat(ledger.figure("arr", "2025-01")).isEqualTo("100000");
        assertThat(ledger.movements("sakura")).containsExactly("2025-01-01 new 8333 start");
    }

    @ParameterizedTest
    @EdgeCase(52)
    @CsvSource({"KWD, 8.333", "ISK, 8", "HUF, 8.33"})
    void aCurrencyHasTheDecimalsOfIso4217(String currency, String twelfthOfAHundred) {
        Company company = Company.in("UTC", currency);
        company.subscribes("acme", yearly("100").in(currency), "2025-01-01");
        assertThat(company.ledger().figure("mrr", "2025-01")).isEqualTo(twelfthOfAHundred);
    }

    @Test
    @EdgeCase(53)
    void whatStoodStillIsMovedByTheRateAlone() {
        Company company = Company.inDollars()
                .rate("2025-01-01", "JPY", "USD", "0.0070")
                .rate("2025-04-15", "JPY", "USD", "0.0065");
        company.subscribes("sakura", monthly("10000").in("JPY"), "2025-03-05");
        Ledger ledger = company.ledger();
        assertThat(ledger.waterfall("fx=as_reported&", "2025-04")).isEqualTo("opening 70.00, fx -5.00, closing 65.00");
        assertThat(ledger.movements("sakura")).containsExactly("2025-03-05 new 10000 JPY start");
    }

    @Test
    @EdgeCase(54)
    void anUpgradeIsValuedAtTheRateOfItsDayAndTheRestIsTheRates() {
        Company company = Company.inDollars()
                .rate("2025-01-01", "JPY", "USD", "0.0070")
                .rate("2025-04-15", "JPY", "USD", "0.0065");
        company.subscribes("sakura", monthly("10000").in("JPY"), "2025-03-05")
                .costs(monthly("12000").in("JPY"), "2025-04-20");
        assertThat(company.ledger().waterfall("fx=as_reported&", "2025-04"))
                .isEqualTo("opening 70.00, expansion 13.00, fx -5.00, closing 78.00");
    }

    @Test
    @EdgeCase(55)
    void anotherBillingCurrencyIsNeitherNewNorChurnAndTheDifferenceIsNamed() {
        Company company = Company.inDollars().rate("2025-01-01", "EUR", "USD", "1.0870");
        company.subscribes("acme", monthly("100"), "2025-01-01")
                .costs(monthly("92").in("EUR"), "2025-02-10");
        company.subscribes("large", monthly("100000"), "2025-01-01")
                .costs(monthly("92000").in("EUR"), "2025-03-10");
        Ledger ledger = company.ledger();
        assertThat(ledger.movements("acme"))
                .containsExactlyInAnyOrder(
                        "2025-01-01 new 100.00 start",
                        "2025-02-10 expansion 92.00 EUR currency_change",
                        "2025-02-10 contraction 100.00 currency_change");
        assertThat(ledger.waterfall("2025-02")).isEqualTo("opening 100100.00, closing 100100.00");
        assertThat(ledger.figure("expansion_mrr", "2025-03")).isEqualTo("4.00");
        assertThat(ledger.figure("contraction_mrr", "2025-03")).isEqualTo("0.00");
        assertThat(ledger.figure("churned_customers", "2025-02")).isEqualTo("0");
        assertThat(ledger.figure("new_customers", "2025-02")).isEqualTo("0");
    }

    @Test
    @EdgeCase(55)
    void aSwitchWithinTheToleranceIsWhatRatesDidAndNoMovement() {
        Company company =
                Company.thatChose("currency_switch_tolerance_percent", 2).rate("2025-01-01", "EUR", "USD", "1.0870");
        company.subscribes("acme", monthly("100"), "2025-01-01")
                .costs(monthly("91").in("EUR"), "2025-02-10");
        assertThat(company.ledger().waterfall("2025-02")).isEqualTo("opening 100.00, fx -1.08, closing 98.92");
        assertThat(company.ledger().figure("contraction_mrr", "2025-02")).isEqualTo("0.00");
    }

    @Test
    @EdgeCase(56)
    void aDayWithoutARateHasTheLastEarlierOneAndSaysSo() {
        Company company = Company.inDollars().rate("2025-01-10", "EUR", "USD", "1.25");
        company.subscribes("acme", monthly("100").in("EUR"), "2025-01-15");
        company.subscribes("beta", monthly("50"), "2025-01-15");
        JsonNode answer = company.ledger().get("/v1/metrics/mrr?from=2025-01-01&to=2025-02-01");
        assertThat(answer.at("/series/0/points/0/value/amount").asText()).isEqualTo("175.00");
        assertThat(answer.path("rates_filled").asBoolean()).isTrue();

        Company without = Company.inDollars();
        without.subscribes("acme", monthly("100").in("EUR"), "2025-01-15");
        without.subscribes("beta", monthly("50"), "2025-01-15");
        without.ledger()
                .api()
                .get("/v1/metrics/mrr?from=2025-01-01&to=2025-02-01")
                .isProblem(422);
    }

    @Test
    @EdgeCase(57)
    void totalsAreRoundedOnceHalfUpWhateverTheRoundedCustomersAddUpTo() {
        Company company = Company.inDollars();
        List<List<String>> forty = new ArrayList<>();
        for (int i = 10; i < 50; i++) {
            forty.add(List.of("s" + i, "customer-" + i, "basic", "2025-01-01", "1.125", "USD", "month"));
        }
        company.history(PERIOD, forty);
        Ledger ledger = company.ledger();
        assertThat(ledger.figure("mrr", "2025-01")).isEqualTo("45.00");
        assertThat(ledger.figure("arpa", "2025-01")).as("45 / 40").isEqualTo("1.13");
        assertThat(ledger.movements("customer-10")).containsExactly("2025-01-01 new 1.13 start");
    }

    @Test
    @EdgeCase(58)
    void twoYearsAreTwentyFourMonthsAndAnUnknownTermIsRefused() {
        Company company = Company.inDollars();
        company.subscribes("acme", yearly("2400").every(2), "2025-01-01");
        company.refuses(
                "/v1/subscriptions/odd",
                Map.of(
                        "account_id",
                        "acme",
                        "plan_id",
                        "basic",
                        "price",
                        new Price("100", "USD", "fortnight", 1).body(),
                        "effective_at",
                        "2025-01-01T00:00:00Z"));
        assertThat(company.ledger().mrr("2025-01", "2025-02")).containsExactly("100.00", "100.00");
    }

    @Test
    @EdgeCase(59)
    void tenAWeekAre43And33Hundredths() {
        Company company = Company.inDollars();
        company.subscribes("acme", weekly("10"), "2025-01-01");
        assertThat(company.ledger().figure("mrr", "2025-01")).isEqualTo("43.33");
        assertThat(company.ledger().figure("arr", "2025-01")).isEqualTo("520.00");
    }

    @Test
    @EdgeCase(60)
    void ratesOfNothingAreNullAndSoIsALifetimeWithoutChurn() {
        Company company = Company.inDollars();
        company.subscribes("acme", monthly("100"), "2025-01-10");
        Ledger ledger = company.ledger();
        for (String rate :
                List.of("nrr", "grr", "logo_churn_rate", "gross_mrr_churn_rate", "customer_retention_rate")) {
            assertThat(ledger.figure(rate, "2025-01")).as(rate).isEqualTo("null");
            assertThat(ledger.figure(rate, "2025-02")).as(rate).isNotEqualTo("null");
        }
        assertThat(ledger.figure("quick_ratio", "2025-02")).isEqualTo("null");
        assertThat(ledger.figure("arpa", "2024-12")).isEqualTo("null");
        company.put(
                "/v1/costs/2025-08",
                Map.of("sales_and_marketing", Map.of("amount", "10", "currency", "USD"), "gross_margin", 0.8));
        assertThat(ledger.figure("ltv", "2025-08")).isEqualTo("null");
        assertThat(ledger.figure("ltv_simple", "2025-08")).isEqualTo("null");
        assertThat(ledger.figure("ltv?horizon=60", "2025-08")).isEqualTo("4800.00");
    }

    @Test
    @EdgeCase(61)
    void whoChangesPlanHasLeftThePlanAndNotTheCompany() {
        Company company = Company.inDollars();
        company.subscribes("acme", "basic", monthly("100"), "2025-01-01").moves("pro", monthly("150"), "2025-02-10");
        Ledger ledger = company.ledger();
        assertThat(ledger.figure("logo_churn_rate?plan=basic", "2025-02")).isEqualTo("1");
        assertThat(ledger.figure("churned_mrr?plan=basic", "2025-02")).isEqualTo("100.00");
        assertThat(ledger.figure("new_mrr?plan=pro", "2025-02")).isEqualTo("150.00");
        assertThat(ledger.figure("logo_churn_rate", "2025-02")).isEqualTo("0");
        assertThat(ledger.waterfall("2025-02")).isEqualTo("opening 100.00, expansion 50.00, closing 150.00");
        assertThat(ledger.waterfall("plan=basic&plan=pro&", "2025-02"))
                .isEqualTo("opening 100.00, expansion 50.00, closing 150.00");
    }

    @Test
    @EdgeCase(62)
    void totalsAreOfEveryRowHoweverManyPagesThereAre() {
        Company company = Company.inDollars();
        List<List<String>> many = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            many.add(List.of("s" + i, "customer-" + i, "basic", "2025-01-01", "59.01", "USD", "month"));
        }
        company.history(PERIOD, many);
        Ledger ledger = company.ledger();
        assertThat(ledger.figure("mrr", "2025-01")).isEqualTo("26554.50");
        List<JsonNode> parts =
                ledger.api().all("/v1/metrics/mrr/contributions?from=2025-01-01&to=2025-02-01&limit=200");
        assertThat(parts).hasSize(450);
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode part : parts) {
            sum = sum.add(new BigDecimal(part.path("numerator").asText()));
        }
        assertThat(sum.divide(BigDecimal.valueOf(12))).isEqualByComparingTo("26554.50");
        Wait.passes(SOON, () -> {
            JsonNode state = ledger.get("/v1/ledger");
            assertThat(state.path("reconciliation").asText()).as("%s", state).isEqualTo("ok");
            assertThat(state.path("reconciled_to").asLong())
                    .isEqualTo(state.path("head").asLong());
            return state;
        });
    }
}
