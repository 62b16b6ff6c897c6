package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real subscriptions against answers that were computed without this code. */
class ReferenceFiguresTest {

    private static final Map<String, Metric> COLUMNS = Map.ofEntries(
            Map.entry("active_subscriptions", Metric.SUBSCRIPTIONS_ACTIVE),
            Map.entry("paying_subscriptions", Metric.SUBSCRIPTIONS_PAYING),
            Map.entry("active_accounts", Metric.ACCOUNTS_ACTIVE),
            Map.entry("paying_accounts", Metric.CUSTOMERS),
            Map.entry("mrr", Metric.MRR),
            Map.entry("arr", Metric.ARR),
            Map.entry("new_mrr", Metric.NEW_MRR),
            Map.entry("expansion_mrr", Metric.EXPANSION_MRR),
            Map.entry("contraction_mrr", Metric.CONTRACTION_MRR),
            Map.entry("churned_mrr", Metric.CHURNED_MRR),
            Map.entry("reactivation_mrr", Metric.REACTIVATION_MRR),
            Map.entry("new_accounts", Metric.NEW_CUSTOMERS),
            Map.entry("expanded_accounts", Metric.EXPANDED_CUSTOMERS),
            Map.entry("contracted_accounts", Metric.CONTRACTED_CUSTOMERS),
            Map.entry("churned_accounts", Metric.CHURNED_CUSTOMERS),
            Map.entry("reactivated_accounts", Metric.REACTIVATED_CUSTOMERS),
            Map.entry("logo_churn_rate", Metric.LOGO_CHURN_RATE),
            Map.entry("gross_mrr_churn_rate", Metric.GROSS_MRR_CHURN_RATE),
            Map.entry("grr", Metric.GRR),
            Map.entry("nrr", Metric.NRR),
            Map.entry("quick_ratio", Metric.QUICK_RATIO),
            Map.entry("arpa", Metric.ARPA),
            Map.entry("nrr_ttm", Metric.NRR),
            Map.entry("grr_ttm", Metric.GRR));

    @ParameterizedTest
    @ValueSource(strings = {"saas", "consumer"})
    void reproducesEveryMonthOfTheReference(String data) throws IOException {
        Book book = RealBooks.ofSubscriptions(data);
        List<Map<String, String>> expected =
                SharedData.rows("expected/theventurecity/" + data + "_subscriptions_dev_mrr_movements.csv");
        Question months = question(expected, List.of(), null);
        Question trailing = question(expected, List.of(), Period.ofMonths(12));
        SoftAssertions softly = new SoftAssertions();
        COLUMNS.forEach((column, metric) -> {
            Question question = column.endsWith("_ttm") ? trailing : months;
            List<MetricValue> found = MetricReport.of(book, metric, question, LocalDate.MAX)
                    .getFirst()
                    .values();
            for (int i = 0; i < expected.size(); i++) {
                String month = expected.get(i).get("month_end");
                compare(
                        softly,
                        column + " " + month,
                        found.get(i),
                        expected.get(i).get(column));
            }
        });
        softly.assertAll();
        assertThat(expected).hasSizeGreaterThan(15);
    }

    @Test
    void reproducesEveryPlanOfTheReference() throws IOException {
        Book book = RealBooks.ofSubscriptions("saas");
        List<Map<String, String>> expected =
                SharedData.rows("expected/theventurecity/saas_subscriptions_dev_mrr_by_plan.csv");
        Question question = question(expected, List.of(Selection.PLAN), null);
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, Metric> column : Map.of(
                        "mrr", Metric.MRR, "active_subscriptions", Metric.SUBSCRIPTIONS_ACTIVE)
                .entrySet()) {
            Map<String, MetricReport.Series> byPlan = new TreeMap<>();
            MetricReport.of(book, column.getValue(), question, LocalDate.MAX)
                    .forEach(series -> byPlan.put(series.group().getFirst().value(), series));
            List<Span> months = question.windows().periods();
            for (Map<String, String> row : expected) {
                int month = months.indexOf(monthEndingOn(row.get("month_end")));
                MetricValue found = byPlan.get(row.get("plan")).values().get(month);
                compare(softly, row.get("month_end") + " " + row.get("plan"), found, row.get(column.getKey()));
            }
        }
        softly.assertAll();
    }

    private static Span monthEndingOn(String day) {
        LocalDate end = LocalDate.parse(day);
        return new Span(end.withDayOfMonth(1), end.plusDays(1));
    }

    private static Question question(List<Map<String, String>> expected, List<String> groupBy, Period trailing) {
        LocalDate first = LocalDate.parse(expected.getFirst().get("month_end"));
        LocalDate last = LocalDate.parse(expected.getLast().get("month_end"));
        return new Question(
                Windows.of(first.withDayOfMonth(1), last.plusDays(1), Interval.MONTH, LocalDate.of(2100, 1, 1)),
                Interval.MONTH,
                Basis.ENDPOINTS,
                new Selection(groupBy, Set.of(), Set.of(), Map.of()),
                trailing,
                // The reference counts reactivation in its quick ratio.
                true);
    }

    /** Money to the cent, rates to a millionth, counts exactly; an empty cell has no answer. */
    private static void compare(SoftAssertions softly, String what, MetricValue found, String expected) {
        if (expected.isEmpty()) {
            softly.assertThat(found).as(what).isEqualTo(MetricValue.UNDEFINED);
            return;
        }
        BigDecimal wanted = new BigDecimal(expected);
        BigDecimal actual = switch (found) {
            case MetricValue.Amount amount -> amount.rounded(wanted.scale());
            case MetricValue.Rate rate -> rate.rounded().setScale(wanted.scale(), RoundingMode.HALF_UP);
            case MetricValue.Count count -> BigDecimal.valueOf(count.value());
            case MetricValue.Undefined undefined -> null;
        };
        BigDecimal tolerance = wanted.scale() == 6 ? new BigDecimal("0.000001") : BigDecimal.ZERO;
        softly.assertThat(actual).as(what).isNotNull();
        if (actual != null) {
            softly.assertThat(actual.subtract(wanted).abs())
                    .as("%s: %s, expected %s", what, actual, wanted)
                    .isLessThanOrEqualTo(tolerance);
        }
    }
}
