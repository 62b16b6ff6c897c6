package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The growth accounting that the publisher of two payment logs defines, from the ledger's figures. */
class GrowthAccountingTest {

    private static final Map<String, Metric> COLUMNS = Map.ofEntries(
            Map.entry("active_users", Metric.CUSTOMERS),
            Map.entry("new", Metric.NEW_CUSTOMERS),
            Map.entry("resurrected", Metric.REACTIVATED_CUSTOMERS),
            Map.entry("churned", Metric.CHURNED_CUSTOMERS),
            Map.entry("user_retention", Metric.CUSTOMER_RETENTION_RATE),
            Map.entry("revenue", Metric.MRR),
            Map.entry("new_revenue", Metric.NEW_MRR),
            Map.entry("resurrected_revenue", Metric.REACTIVATION_MRR),
            Map.entry("expansion_revenue", Metric.EXPANSION_MRR),
            Map.entry("contraction_revenue", Metric.CONTRACTION_MRR),
            Map.entry("churned_revenue", Metric.CHURNED_MRR),
            Map.entry("revenue_quick_ratio", Metric.QUICK_RATIO));

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
            YearMonth month = YearMonth.parse(row.get("month"));
            int window = windows.periods()
                    .indexOf(new Span(month.atDay(1), month.plusMonths(1).atDay(1)));
            Map<String, BigDecimal> figures = new HashMap<>();
            found.forEach((column, values) -> figures.put(column, number(values.get(window))));
            derive(figures);
            assertThat(figures).hasSize(row.size() - 1);
            figures.forEach((column, figure) -> compare(softly, column + " " + month, figure, row.get(column)));
        }
        softly.assertAll();
    }

    /** What the publisher works out from the other columns. */
    private static void derive(Map<String, BigDecimal> figures) {
        BigDecimal won = figures.get("new").add(figures.get("resurrected"));
        BigDecimal wonRevenue = figures.get("new_revenue").add(figures.get("resurrected_revenue"));
        figures.put("retained", figures.get("active_users").subtract(won));
        figures.put(
                "retained_revenue",
                figures.get("revenue").subtract(wonRevenue).subtract(figures.get("expansion_revenue")));
        BigDecimal churned = figures.get("churned");
        figures.put("user_quick_ratio", churned.signum() == 0 ? null : won.divide(churned, 12, RoundingMode.HALF_UP));
    }

    /** Amounts and counts exactly, rates to a millionth; an empty cell has no answer. */
    private static void compare(SoftAssertions softly, String what, @Nullable BigDecimal found, String expected) {
        if (expected.isEmpty() || found == null) {
            softly.assertThat(found == null && expected.isEmpty())
                    .as("%s: %s, expected %s", what, found, expected)
                    .isTrue();
            return;
        }
        BigDecimal wanted = new BigDecimal(expected);
        BigDecimal tolerance = wanted.scale() == 6 ? new BigDecimal("0.000001") : BigDecimal.ZERO;
        softly.assertThat(found.subtract(wanted).abs())
                .as("%s: %s, expected %s", what, found, expected)
                .isLessThanOrEqualTo(tolerance);
    }

    private static @Nullable BigDecimal number(MetricValue value) {
        return switch (value) {
            case MetricValue.Amount amount -> amount.rounded(4);
            case MetricValue.Count count -> BigDecimal.valueOf(count.value());
            case MetricValue.Rate rate -> rate.rounded();
            case MetricValue.Undefined undefined -> null;
        };
    }
}
