package dev.keizoku.metrics.report;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.price;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static dev.keizoku.metrics.timeline.Timelines.yearly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.metrics.movement.LedgerPolicies;
import dev.keizoku.metrics.policy.PolicySettings;
import dev.keizoku.metrics.timeline.IntervalUnit;
import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.Timelines;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The definitions' edge cases of money, by their numbers; amounts are monthly and reported in dollars. */
class FxReportTest {

    private static Price yen(String amount) {
        return price(amount, "JPY", IntervalUnit.MONTH, 1);
    }

    private static Price euros(String amount) {
        return price(amount, "EUR", IntervalUnit.MONTH, 1);
    }

    private static FxRates yenFalls() {
        return new FxRates()
                .add("JPY", "USD", LocalDate.parse("2026-01-01"), new BigDecimal("0.0070"))
                .add("JPY", "USD", LocalDate.parse("2026-02-15"), new BigDecimal("0.0065"));
    }

    private static Ask february(Timelines story, FxRates rates) {
        return Ask.monthly(BookOf.one(story.entries()), "2026-02-01", "2026-03-01")
                .valued(rates);
    }

    private static String waterfall(Ask ask) {
        TalliedGroup group = ask.valuedTally().groups().getFirst();
        Tally tally = group.amounts().get("USD");
        BigDecimal months = BigDecimal.valueOf(12);
        List<Long> parts = List.of(
                tally.opening(Stock.BALANCE, 0),
                tally.amount(Flow.EXPANSION, 0),
                -tally.amount(Flow.CONTRACTION, 0),
                tally.fx(0),
                tally.closing(Stock.BALANCE, 0));
        StringBuilder text = new StringBuilder();
        for (long part : parts) {
            text.append(group.scale()
                            .amount(part)
                            .divide(months, 3, java.math.RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString())
                    .append(' ');
        }
        return text.toString().trim();
    }

    // Edge case 51.
    @Test
    void yenOfAYearAreShownWhole() {
        Book book = BookOf.one(timelines()
                .start("2026-01-01", price("100000", "JPY", IntervalUnit.YEAR, 1))
                .entries());
        List<MetricReport.Series> mrr =
                Ask.monthly(book, "2026-02-01", "2026-03-01").series(Metric.MRR);
        assertThat(mrr.getFirst().currency()).isEqualTo("JPY");
        assertThat(((MetricValue.Amount) mrr.getFirst().values().getFirst()).rounded(0))
                .isEqualByComparingTo("8333");
        assertThat(Ask.monthly(book, "2026-02-01", "2026-03-01").value(Metric.ARR))
                .isEqualTo("100000.00");
    }

    // Edge case 52.
    @Test
    void dinarsHaveThreeDecimals() {
        Book book = BookOf.one(timelines()
                .start("2026-01-01", price("1", "KWD", IntervalUnit.YEAR, 1))
                .entries());
        var mrr =
                Ask.monthly(book, "2026-02-01", "2026-03-01").series(Metric.MRR).getFirst();
        assertThat(Reading.money((MetricValue.Amount) mrr.values().getFirst(), java.util.Currency.getInstance("KWD"))
                        .amount())
                .isEqualByComparingTo("0.083");
    }

    // Edge case 53.
    @Test
    void whatRatesDoIsNoMovement() {
        Ask ask = february(timelines().start("2026-01-10", yen("10000")), yenFalls());
        assertThat(waterfall(ask)).isEqualTo("70 0 0 -5 65");
    }

    // Edge case 54.
    @Test
    void anUpgradeIsValuedAtTheRateOfItsDay() {
        var story = timelines().start("2026-01-10", yen("10000")).price("2026-02-20", yen("12000"));
        assertThat(waterfall(february(story, yenFalls()))).isEqualTo("70 13 0 -5 78");
    }

    // Edge case 55.
    @Test
    void aSwitchOfCurrencyIsTheDifference() {
        FxRates rates = new FxRates().add("EUR", "USD", LocalDate.parse("2026-01-01"), new BigDecimal("1.0870"));
        var story = timelines().start("2026-01-10", monthly("100")).price("2026-02-20", euros("92"));
        assertThat(waterfall(february(story, rates))).isEqualTo("100 0.004 0 0 100.004");
        assertThat(february(story, rates).value(Metric.EXPANDED_CUSTOMERS)).isEqualTo("1");
        assertThat(february(story, rates).value(Metric.CONTRACTED_CUSTOMERS)).isEqualTo("0");
    }

    // Edge case 55.
    @Test
    void aSwitchWithinTheToleranceIsWhatRatesDid() {
        FxRates rates = new FxRates().add("EUR", "USD", LocalDate.parse("2026-01-01"), new BigDecimal("1.0870"));
        var story = timelines().start("2026-01-10", monthly("100")).price("2026-02-20", euros("91"));
        Ask strict = february(story, rates);
        assertThat(waterfall(strict)).isEqualTo("100 0 -1.083 0 98.917");
        assertThat(strict.value(Metric.NRR)).isEqualTo("0.98917");
        Book tolerant = BookOf.one(story.entries()).knowing(Map.of(), tolerating("2"));
        Ask ask = Ask.monthly(tolerant, "2026-02-01", "2026-03-01").valued(rates);
        assertThat(waterfall(ask)).isEqualTo("100 0 0 -1.083 98.917");
        assertThat(ask.value(Metric.NRR)).isEqualTo("1");
        assertThat(ask.value(Metric.GRR)).isEqualTo("1");
        Book less = BookOf.one(story.entries()).knowing(Map.of(), tolerating("1"));
        assertThat(waterfall(Ask.monthly(less, "2026-02-01", "2026-03-01").valued(rates)))
                .isEqualTo("100 0 -1.083 0 98.917");
    }

    private static LedgerPolicies tolerating(String percent) {
        return PolicySettings.of("{\"currency_switch_tolerance_percent\": " + percent + "}")
                .policies();
    }

    // Edge case 56.
    @Test
    void aMissingDayHasTheLastEarlierRateAndIsFlagged() {
        Ask ask = february(timelines().start("2026-01-10", yen("10000")), yenFalls());
        assertThat(ask.valuedTally().ratesFilled()).isTrue();
        FxRates exact = yenFalls()
                .add("JPY", "USD", LocalDate.parse("2026-01-31"), new BigDecimal("0.0070"))
                .add("JPY", "USD", LocalDate.parse("2026-02-28"), new BigDecimal("0.0065"));
        assertThat(february(timelines().start("2026-01-10", yen("10000")), exact)
                        .valuedTally()
                        .ratesFilled())
                .isFalse();
    }

    // Edge case 56.
    @Test
    void noEarlierRateIsRefusedAndNeverOne() {
        FxRates late = new FxRates().add("JPY", "USD", LocalDate.parse("2026-02-15"), new BigDecimal("0.0065"));
        Ask ask = february(timelines().start("2026-01-10", yen("10000")), late);
        assertThatThrownBy(ask::valuedTally).isInstanceOf(RateMissing.class);
    }

    // Edge case 57.
    @Test
    void totalsAreRoundedOnce() {
        Book book = BookOf.nothing()
                .customer("a", timelines().start("2026-01-01", yearly("45")).entries())
                .book();
        assertThat(Ask.monthly(book, "2026-02-01", "2026-03-01").value(Metric.MRR))
                .isEqualTo("3.75");
        assertThat(new MetricValue.Amount(BigDecimal.valueOf(45), BigDecimal.valueOf(40)).rounded(2))
                .isEqualByComparingTo("1.13");
    }

    @Test
    void ratesCrossOverTheBaseTheyAreQuotedIn() {
        FxRates rates = new FxRates()
                .add("EUR", "USD", LocalDate.parse("2026-01-01"), new BigDecimal("1.10"))
                .add("EUR", "JPY", LocalDate.parse("2026-01-01"), new BigDecimal("165"));
        Ask ask = february(timelines().start("2026-01-10", yen("16500")), rates);
        assertThat(waterfall(ask)).isEqualTo("110 0 0 0 110");
    }

    @Test
    void retentionIsAtConstantCurrencyUnlessAskedAsReported() {
        Book book = BookOf.nothing()
                .customer("a", timelines().start("2026-01-10", yen("10000")).entries())
                .customer(
                        "b",
                        timelines()
                                .start("2026-01-10", monthly("30"))
                                .price("2026-02-10", monthly("20"))
                                .entries())
                .book();
        Ask ask = Ask.monthly(book, "2026-02-01", "2026-03-01").valued(yenFalls());
        // 65 + 20 of 65 + 30, both at the closing rate.
        assertThat(ask.value(Metric.NRR)).isEqualTo("0.894736842105");
        assertThat(ask.value(Metric.GRR)).isEqualTo("0.894736842105");
        // 65 + 20 of 70 + 30.
        assertThat(ask.asReported().value(Metric.NRR)).isEqualTo("0.85");
        assertThat(ask.asReported().value(Metric.GRR)).isEqualTo("0.85");
        assertThat(ask.value(Metric.GROSS_MRR_CHURN_RATE)).isEqualTo("0.105263157895");
    }

    @Test
    void byCurrencyAmountsStayNativeUnlessAsked() {
        Book book = BookOf.nothing()
                .customer("a", timelines().start("2026-01-10", yen("10000")).entries())
                .customer("b", timelines().start("2026-01-10", monthly("30")).entries())
                .customer(
                        "c",
                        timelines()
                                .start("2026-01-10", yen("5000"))
                                .end("2026-01-20")
                                .start("2026-02-20", yen("1000"))
                                .entries())
                .customer(
                        "d",
                        timelines()
                                .start("2026-01-10", yen("1000"))
                                .price("2026-02-10", yen("2000"))
                                .entries())
                .book();
        Ask ask =
                Ask.monthly(book, "2026-02-01", "2026-03-01").valued(yenFalls()).groupBy("currency");
        assertThat(ask.groups(Metric.MRR)).containsEntry("JPY", "13000.00").containsEntry("USD", "30.00");
        Ask reported = ask.asReported();
        assertThat(reported.groups(Metric.MRR)).containsEntry("JPY", "84.50").containsEntry("USD", "30.00");
        assertThat(reported.groups(Metric.EXPANSION_MRR)).containsEntry("JPY", "7.00");
        assertThat(reported.groups(Metric.REACTIVATION_MRR)).containsEntry("JPY", "6.50");
        // 65 + 13 of 70 + 7.
        assertThat(reported.groups(Metric.NRR))
                .containsEntry("JPY", "1.012987012987")
                .containsEntry("USD", "1");
        assertThat(reported.groups(Metric.GRR)).containsEntry("JPY", "0.935064935065");
        assertThat(reported.withReactivation().groups(Metric.NET_MRR_CHURN_RATE))
                .containsEntry("JPY", "-0.097402597403");
    }
}
