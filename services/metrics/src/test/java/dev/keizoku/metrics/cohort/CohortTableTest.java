package dev.keizoku.metrics.cohort;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.lifetime.PaidHistory;
import dev.keizoku.metrics.report.Basis;
import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.BookOf;
import dev.keizoku.metrics.report.FxRates;
import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.RealBooks;
import dev.keizoku.metrics.report.Reporting;
import dev.keizoku.metrics.report.Selection;
import dev.keizoku.metrics.report.SharedData;
import dev.keizoku.metrics.report.Windows;
import dev.keizoku.metrics.timeline.Histories;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CohortTableTest {

    private static final LocalDate LATER = LocalDate.of(2100, 1, 1);

    private static CohortTable table(Book book, String from, String to, Basis basis, LocalDate today) {
        Windows windows = Windows.of(LocalDate.parse(from), LocalDate.parse(to), Interval.MONTH, today);
        PaidHistories histories = PaidHistories.of(book, Selection.EVERYTHING);
        return CohortTable.of(
                histories.all(),
                windows,
                Interval.MONTH,
                Interval.JANUARY,
                basis,
                histories.worth(
                        histories.all(), new Reporting(Currency.getInstance("USD"), () -> FxRates.NONE), today));
    }

    private static List<Long> customers(List<CohortTable.Cell> cells) {
        return cells.stream()
                .map(cell -> cell == null ? null : cell.customers())
                .toList();
    }

    /** January: a stays, b leaves in March, c joins and leaves within the month. February: d doubles in March. */
    private static Book fourCustomers() {
        return BookOf.nothing()
                .customer("a", timelines().start("2026-01-05", monthly("100")).entries())
                .customer(
                        "b",
                        timelines()
                                .start("2026-01-31", monthly("50"))
                                .end("2026-03-01")
                                .entries())
                .customer(
                        "c",
                        timelines()
                                .start("2026-01-10", monthly("10"))
                                .end("2026-01-20")
                                .entries())
                .customer(
                        "d",
                        timelines()
                                .start("2026-02-03", monthly("40"))
                                .price("2026-03-03", monthly("80"))
                                .entries())
                .book();
    }

    @Test
    void aCohortIsWhoFirstPaidInTheInterval() {
        CohortTable table = table(fourCustomers(), "2026-01-01", "2026-04-01", Basis.LEDGER, LATER);
        assertThat(table.rows().get(0).start().customers()).isEqualTo(3);
        assertThat(customers(table.rows().get(0).cells())).containsExactly(2L, 2L, 1L);
        assertThat(table.rows().get(0).cells().getLast().balance()).isEqualByComparingTo("1200");
        assertThat(table.rows().get(0).cells().getLast().ofBalance()).isEqualByComparingTo("1800");
        assertThat(table.rows().get(1).cells().getLast().balance()).isEqualByComparingTo("960");
        assertThat(table.rows().get(2).start().customers()).isZero();
    }

    @Test
    void byEndpointsWhoLeftWithinTheIntervalWasNeverThere() {
        CohortTable table = table(fourCustomers(), "2026-01-01", "2026-04-01", Basis.ENDPOINTS, LATER);
        assertThat(table.rows().get(0).start().customers()).isEqualTo(2);
        assertThat(customers(table.rows().get(0).cells())).containsExactly(2L, 2L, 1L);
    }

    @Test
    void theTotalWeighsCohortsByWhatTheyBeganWith() {
        CohortTable table = table(fourCustomers(), "2026-01-01", "2026-04-01", Basis.LEDGER, LATER);
        CohortTable.Cell afterOne = table.totals().get(1);
        // February of January's cohort and March of February's: 2 + 1 of 3 + 1 customers, 150 + 80 of 150 + 40.
        assertThat(afterOne.customers()).isEqualTo(3);
        assertThat(afterOne.ofCustomers()).isEqualTo(4);
        assertThat(afterOne.balance()).isEqualByComparingTo("2760");
        assertThat(afterOne.ofBalance()).isEqualByComparingTo("2280");
    }

    @Test
    void whatIsNotOverIsNotKnown() {
        CohortTable table =
                table(fourCustomers(), "2026-01-01", "2026-06-01", Basis.LEDGER, LocalDate.parse("2026-03-15"));
        assertThat(table.rows()).hasSize(3);
        assertThat(customers(table.rows().get(0).cells())).containsExactly(2L, 2L, null, null, null);
        assertThat(customers(table.rows().get(2).cells())).containsExactly(null, null, null);
        assertThat(table.totals()).hasSize(5);
        assertThat(table.totals().get(2).ofCustomers()).isZero();
    }

    @Test
    void whoPaidBeforeIsInNoLaterCohort() {
        Book book = BookOf.one(timelines()
                .start("2025-11-01", monthly("10"))
                .end("2025-12-01")
                .start("2026-01-05", monthly("10"))
                .entries());
        for (Basis basis : Basis.values()) {
            CohortTable table = table(book, "2026-01-01", "2026-03-01", basis, LATER);
            assertThat(table.rows().get(0).start().customers())
                    .as(basis.toString())
                    .isZero();
        }
    }

    @Property(tries = 150)
    void everyCustomerIsInTheCohortOfItsFirstPaidDay(@ForAll long seed) {
        Book book = BookOf.of(Histories.company(seed));
        CohortTable table = table(book, "2025-01-01", "2026-01-01", Basis.LEDGER, LATER);
        long paid = PaidHistories.of(book, Selection.EVERYTHING).all().stream()
                .filter(one -> one.history().firstPaid() != PaidHistory.NEVER)
                .count();
        assertThat(table.rows().stream()
                        .mapToLong(row -> row.start().customers())
                        .sum())
                .isEqualTo(paid);
        table.rows()
                .forEach(row -> row.cells()
                        .forEach(cell -> assertThat(cell.customers())
                                .isBetween(0L, row.start().customers())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"saas", "consumer"})
    void reproducesTheCohortsOfTheReference(String data) throws IOException {
        List<Map<String, String>> expected =
                SharedData.rows("expected/theventurecity/" + data + "_subscriptions_dev_cohort_retention.csv");
        LocalDate first = YearMonth.parse(expected.getFirst().get("cohort")).atDay(1);
        LocalDate last =
                YearMonth.parse(expected.getLast().get("cohort")).plusMonths(1).atDay(1);
        Book book = RealBooks.ofSubscriptions(data);
        CohortTable table = table(book, first.toString(), last.toString(), Basis.ENDPOINTS, LATER);
        SoftAssertions softly = new SoftAssertions();
        int compared = 0;
        for (Map<String, String> row : expected) {
            LocalDate month = YearMonth.parse(row.get("cohort")).atDay(1);
            CohortTable.Row cohort = table.rows().stream()
                    .filter(one -> one.period().from().equals(month))
                    .findFirst()
                    .orElseThrow();
            CohortTable.Cell cell = cohort.cells().get(Integer.parseInt(row.get("month_offset")));
            String what = row.get("cohort") + " + " + row.get("month_offset");
            softly.assertThat(cell.ofCustomers()).as(what).isEqualTo(Long.parseLong(row.get("cohort_accounts")));
            softly.assertThat(cell.customers()).as(what).isEqualTo(Long.parseLong(row.get("retained_accounts")));
            softly.assertThat(amountOf(cell.ofBalance())).as(what).isEqualByComparingTo(row.get("cohort_mrr"));
            softly.assertThat(amountOf(cell.balance())).as(what).isEqualByComparingTo(row.get("retained_mrr"));
            softly.assertThat(share(BigDecimal.valueOf(cell.customers()), BigDecimal.valueOf(cell.ofCustomers())))
                    .as(what)
                    .isEqualByComparingTo(row.get("logo_retention"));
            softly.assertThat(share(cell.balance(), cell.ofBalance()))
                    .as(what)
                    .isEqualByComparingTo(row.get("mrr_retention"));
            compared++;
        }
        softly.assertAll();
        assertThat(compared).isGreaterThan(200);
        assertThat(table.rows().stream()
                        .filter(row -> row.start().customers() > 0)
                        .count())
                .isEqualTo(expected.stream()
                        .map(row -> row.get("cohort"))
                        .distinct()
                        .count());
    }

    private static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, 6, RoundingMode.HALF_UP);
    }

    private static BigDecimal amountOf(BigDecimal annual) {
        return annual.divide(BigDecimal.valueOf(12), 2, RoundingMode.HALF_UP);
    }
}
