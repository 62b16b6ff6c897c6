package dev.keizoku.metrics.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The growth accounting that the publisher of two payment logs defines, from the ledger's figures. */
class GrowthAccountingTest {

    private static final Map<String, Metric> COLUMNS = Map.of(
            "active_users", Metric.CUSTOMERS,
            "new", Metric.NEW_CUSTOMERS,
            "resurrected", Metric.REACTIVATED_CUSTOMERS,
            "churned", Metric.CHURNED_CUSTOMERS,
            "revenue", Metric.MRR,
            "new_revenue", Metric.NEW_MRR,
            "resurrected_revenue", Metric.REACTIVATION_MRR,
            "expansion_revenue", Metric.EXPANSION_MRR,
            "contraction_revenue", Metric.CONTRACTION_MRR,
            "churned_revenue", Metric.CHURNED_MRR);

    @ParameterizedTest
    @CsvSource({
        "monthly_subscriptions_dev, activity_date, user_id, inc_amt, true",
        "monthly_subscriptions_dev, activity_date, user_id, inc_amt, false",
        "saas_payments_dev, date, client_id, value_usd, true",
        "saas_payments_dev, date, client_id, value_usd, false"
    })
    void reproducesTheGrowthAccountingOfThePublisher(
            String file, String day, String customer, String amount, boolean withDuplicates) throws IOException {
        String variant = withDuplicates ? "raw_rows" : "duplicates_dropped";
        List<Map<String, String>> expected =
                SharedData.rows("expected/theventurecity/" + file + "_growth_accounting_" + variant + ".csv");
        Book book = RealBooks.ofPayments(file, day, customer, amount, withDuplicates);
        LocalDate from = YearMonth.parse(expected.getFirst().get("month")).atDay(1);
        LocalDate to =
                YearMonth.parse(expected.getLast().get("month")).plusMonths(1).atDay(1);
        Windows windows = Windows.of(from, to, Interval.MONTH, LocalDate.of(2100, 1, 1));
        Question question = new Question(windows, Interval.MONTH, Basis.ENDPOINTS, Selection.EVERYTHING, null, true);
        Map<String, List<MetricValue>> found = new HashMap<>();
        COLUMNS.forEach((column, metric) -> found.put(
                column,
                MetricReport.of(book, metric, question, LocalDate.MAX)
                        .getFirst()
                        .values()));
        SoftAssertions softly = new SoftAssertions();
        for (Map<String, String> row : expected) {
            int month = windows.periods()
                    .indexOf(new Span(
                            YearMonth.parse(row.get("month")).atDay(1),
                            YearMonth.parse(row.get("month")).plusMonths(1).atDay(1)));
            COLUMNS.keySet()
                    .forEach(
                            column -> softly.assertThat(number(found.get(column).get(month)))
                                    .as(column + " " + row.get("month"))
                                    .isEqualByComparingTo(new BigDecimal(row.get(column))));
        }
        softly.assertAll();
    }

    private static BigDecimal number(MetricValue value) {
        return switch (value) {
            case MetricValue.Amount amount -> amount.rounded(4);
            case MetricValue.Count count -> BigDecimal.valueOf(count.value());
            case MetricValue.Rate rate -> rate.rounded();
            case MetricValue.Undefined undefined -> throw new AssertionError("Undefined.");
        };
    }
}
