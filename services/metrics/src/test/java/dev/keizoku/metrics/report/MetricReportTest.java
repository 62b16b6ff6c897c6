package dev.keizoku.metrics.report;

import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.price;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static dev.keizoku.metrics.timeline.Timelines.yearly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keizoku.metrics.timeline.IntervalUnit;
import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.Timelines;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the metrics say of small companies whose answers can be worked out by hand. */
class MetricReportTest {

    private static Timelines paying(String amount) {
        return timelines().start("2025-01-01", monthly(amount));
    }

    private static Ask inMarch(Book book) {
        return Ask.monthly(book, "2026-03-01", "2026-04-01");
    }

    private static Book company(String... timelinesOfMarch) {
        BookOf book = BookOf.nothing();
        for (int i = 0; i < timelinesOfMarch.length; i++) {
            String[] change = timelinesOfMarch[i].split(" -> ");
            Timelines story = paying(change[0]);
            book.customer(
                    "c" + i,
                    (change[1].equals("0") ? story.end("2026-03-10") : story.price("2026-03-10", monthly(change[1])))
                            .entries());
        }
        return book.book();
    }

    @Test
    void grossRetentionTakesTheSmallerBalanceOfEachCustomer() {
        Book book = company("1000 -> 0", "1000 -> 1000", "1000 -> 1000", "1000 -> 1500", "1000 -> 2500");
        assertThat(inMarch(book).value(Metric.NRR)).isEqualTo("1.2");
        assertThat(inMarch(book).value(Metric.GRR)).isEqualTo("0.8");
        assertThat(inMarch(book).value(Metric.NET_MRR_CHURN_RATE)).isEqualTo("-0.2");
    }

    @Test
    void netRetentionDoesNotCountLossesTwice() {
        Book book = company("150 -> 200", "100 -> 80", "80 -> 0", "670 -> 670");
        assertThat(inMarch(book).value(Metric.NRR)).isEqualTo("0.95");
        assertThat(inMarch(book).value(Metric.GRR)).isEqualTo("0.9");
        assertThat(inMarch(book).value(Metric.GROSS_MRR_CHURN_RATE)).isEqualTo("0.1");
        assertThat(inMarch(book).value(Metric.CANCELLED_MRR_RATE)).isEqualTo("0.08");
        assertThat(inMarch(book).value(Metric.LOGO_CHURN_RATE)).isEqualTo("0.25");
    }

    @Test
    void gettingBackWhatWasLostWithinThePeriodIsNoLossOfTheCohort() {
        Book book = BookOf.nothing()
                .customer(
                        "stays",
                        paying("100")
                                .price("2026-03-05", monthly("60"))
                                .price("2026-03-20", monthly("130"))
                                .entries())
                .customer(
                        "passes through",
                        timelines()
                                .start("2026-03-02", monthly("50"))
                                .end("2026-03-20")
                                .entries())
                .book();
        assertThat(inMarch(book).value(Metric.GRR)).isEqualTo("1");
        assertThat(inMarch(book).value(Metric.NRR)).isEqualTo("1.3");
        assertThat(inMarch(book).value(Metric.GROSS_MRR_CHURN_RATE)).isEqualTo("0.9");
        assertThat(inMarch(book).endpoints().value(Metric.GROSS_MRR_CHURN_RATE)).isEqualTo("0");
        assertThat(inMarch(book).endpoints().value(Metric.EXPANSION_MRR)).isEqualTo("30.00");
    }

    // Edge case 9.
    @Test
    void whoJoinsAndLeavesWithinThePeriodIsInNoRate() {
        Book book = BookOf.nothing()
                .customer("stays", paying("100").entries())
                .customer(
                        "passes through",
                        timelines()
                                .start("2026-03-02", monthly("50"))
                                .end("2026-03-20")
                                .entries())
                .book();
        Ask ask = inMarch(book);
        assertThat(ask.value(Metric.LOGO_CHURN_RATE)).isEqualTo("0");
        // Not (1 - 1) / 1, which is what totals would say.
        assertThat(ask.value(Metric.CUSTOMER_RETENTION_RATE)).isEqualTo("1");
        assertThat(ask.value(Metric.NRR)).isEqualTo("1");
        assertThat(ask.value(Metric.NEW_MRR)).isEqualTo("50.00");
        assertThat(ask.value(Metric.CHURNED_MRR)).isEqualTo("50.00");
        assertThat(ask.endpoints().value(Metric.NEW_MRR)).isEqualTo("0.00");
    }

    // Edge case 8.
    @Test
    void whoLeavesAndComesBackWithinThePeriodHasNotChurnedAsALogo() {
        Book book = BookOf.one(paying("100")
                .end("2026-03-05")
                .start("2026-03-20", monthly("100"))
                .entries());
        Ask ask = inMarch(book);
        assertThat(ask.value(Metric.CHURNED_MRR)).isEqualTo("100.00");
        assertThat(ask.value(Metric.REACTIVATION_MRR)).isEqualTo("100.00");
        assertThat(ask.value(Metric.LOGO_CHURN_RATE)).isEqualTo("0");
        assertThat(ask.value(Metric.NRR)).isEqualTo("1");
    }

    @Test
    void endpointsCallNewWhoNeverPaidAtAnEarlierEnd() {
        Book book = BookOf.one(timelines()
                .start("2026-01-05", monthly("100"))
                .end("2026-01-20")
                .start("2026-03-10", monthly("100"))
                .entries());
        Ask ask = inMarch(book);
        assertThat(ask.value(Metric.REACTIVATION_MRR)).isEqualTo("100.00");
        assertThat(ask.endpoints().value(Metric.NEW_MRR)).isEqualTo("100.00");
        assertThat(ask.endpoints().by(Interval.DAY).tally()).isNotEmpty();
        Ask days = new Ask(
                book,
                ask.from(),
                ask.to(),
                Interval.DAY,
                Basis.ENDPOINTS,
                Selection.EVERYTHING,
                null,
                false,
                ask.today());
        assertThat(days.values(Metric.REACTIVATION_MRR)).contains("100.00");
    }

    @Test
    void quickRatioLeavesReactivationOutUnlessAskedAndIsUndefinedWithoutLosses() {
        Book book = BookOf.nothing()
                .customer("a", paying("100").price("2026-03-10", monthly("140")).entries())
                .customer("b", paying("20").end("2026-03-10").entries())
                .customer(
                        "c",
                        paying("10")
                                .end("2026-02-10")
                                .start("2026-03-10", monthly("60"))
                                .entries())
                .book();
        assertThat(inMarch(book).value(Metric.QUICK_RATIO)).isEqualTo("2");
        assertThat(inMarch(book).withReactivation().value(Metric.QUICK_RATIO)).isEqualTo("5");
        assertThat(inMarch(book).value(Metric.NET_MRR_CHURN_RATE)).isEqualTo("-0.166666666667");
        assertThat(inMarch(book).withReactivation().value(Metric.NET_MRR_CHURN_RATE))
                .isEqualTo("-0.666666666667");
        assertThat(Ask.monthly(book, "2025-01-01", "2025-02-01").value(Metric.QUICK_RATIO))
                .isNull();
    }

    // Edge case 60.
    @Test
    void aRateOfNothingIsUndefined() {
        Book book = BookOf.one(timelines().start("2026-03-10", monthly("100")).entries());
        for (Metric metric : new Metric[] {
            Metric.NRR,
            Metric.GRR,
            Metric.LOGO_CHURN_RATE,
            Metric.GROSS_MRR_CHURN_RATE,
            Metric.CANCELLED_MRR_RATE,
            Metric.NET_MRR_CHURN_RATE
        }) {
            assertThat(inMarch(book).value(metric)).as(metric.id()).isNull();
        }
        assertThat(Ask.monthly(book, "2025-03-01", "2025-04-01").value(Metric.ARPA))
                .isNull();
    }

    // Edge case 57.
    @Test
    void totalsAreRoundedOnceAndNotCustomerByCustomer() {
        BookOf book = BookOf.nothing();
        for (int i = 0; i < 3; i++) {
            book.customer(
                    "c" + i, timelines().start("2026-01-01", yearly("100")).entries());
        }
        assertThat(inMarch(book.book()).value(Metric.MRR)).isEqualTo("25.00");
        assertThat(inMarch(book.book()).value(Metric.ARPA)).isEqualTo("8.33");
        assertThat(inMarch(BookOf.one(
                                timelines().start("2026-01-01", yearly("13.5")).entries()))
                        .value(Metric.MRR))
                .isEqualTo("1.13");
    }

    // Edge case 50.
    @Test
    void theCurrentPeriodStandsAsOfTodayAndTheNextHasNoFigure() {
        Book book = BookOf.one(paying("100").price("2026-03-20", monthly("150")).entries());
        Ask ask = Ask.monthly(book, "2026-03-01", "2026-06-01").on("2026-03-15");
        assertThat(ask.values(Metric.MRR)).containsExactly("100.00", null, null);
        assertThat(ask.on("2026-03-20").values(Metric.MRR)).containsExactly("150.00", null, null);
        assertThat(ask.on("2026-04-02").values(Metric.MRR)).containsExactly("150.00", "150.00", null);
    }

    // Edge case 46.
    @Test
    void aPastFigureDoesNotDependOnNow() {
        Book book = BookOf.one(paying("100")
                .price("2026-03-20", monthly("150"))
                .end("2026-04-10")
                .entries());
        Ask ask = Ask.monthly(book, "2026-03-01", "2026-04-01");
        assertThat(ask.on("2026-04-01").values(Metric.EXPANSION_MRR))
                .isEqualTo(ask.on("2030-01-01").values(Metric.EXPANSION_MRR));
    }

    // Edge case 26.
    @Test
    void aSubscriptionOfTheFutureIsWorthNothingUntilItStarts() {
        Book book = BookOf.one(timelines().start("2026-05-01", monthly("100")).entries());
        assertThat(Ask.monthly(book, "2026-03-01", "2026-04-01")
                        .on("2026-03-15")
                        .value(Metric.MRR))
                .isEqualTo("0.00");
    }

    @Test
    void intervalsCanBeDaysQuartersAndYears() {
        Book book = BookOf.one(timelines()
                .start("2026-01-15", monthly("100"))
                .price("2026-02-15", monthly("150"))
                .price("2026-05-15", monthly("120"))
                .entries());
        Ask year = Ask.monthly(book, "2026-01-01", "2027-01-01");
        assertThat(year.by(Interval.QUARTER).values(Metric.EXPANSION_MRR))
                .containsExactly("50.00", "0.00", "0.00", "0.00");
        assertThat(year.by(Interval.QUARTER).values(Metric.CONTRACTION_MRR))
                .containsExactly("0.00", "30.00", "0.00", "0.00");
        assertThat(year.by(Interval.YEAR).value(Metric.MRR)).isEqualTo("120.00");
        assertThat(Ask.monthly(book, "2026-02-14", "2026-02-17")
                        .by(Interval.DAY)
                        .values(Metric.MRR))
                .containsExactly("100.00", "150.00", "150.00");
    }

    @Test
    void periodsAreCutWhereTheyAreAskedToBe() {
        Book book = BookOf.one(paying("100").price("2026-03-10", monthly("150")).entries());
        Ask ask = Ask.monthly(book, "2026-02-20", "2026-03-08");
        assertThat(ask.windows().periods())
                .containsExactly(
                        new Span(ask.from(), LocalDate.parse("2026-03-01")),
                        new Span(LocalDate.parse("2026-03-01"), ask.to()));
        assertThat(ask.values(Metric.MRR)).containsExactly("100.00", "100.00");
    }

    @Test
    void byPlanACustomerCountsInEachOfItsPlans() {
        Book book = BookOf.one(timelines()
                .start("2026-01-01", "basic", monthly("100"))
                .subscription("s2")
                .start("2026-01-01", "seats", monthly("30"))
                .entries());
        assertThat(inMarch(book).groupBy("plan").groups(Metric.MRR))
                .isEqualTo(Map.of("basic", "100.00", "seats", "30.00"));
        assertThat(inMarch(book).groupBy("plan").groups(Metric.CUSTOMERS))
                .isEqualTo(Map.of("basic", "1", "seats", "1"));
        assertThat(inMarch(book).value(Metric.CUSTOMERS)).isEqualTo("1");
        assertThat(inMarch(book).plans("seats", "other").value(Metric.MRR)).isEqualTo("30.00");
    }

    @Test
    void aFilterByTwoPlansSeesAMoveBetweenThemAsNoChurn() {
        Book book = BookOf.one(timelines()
                .start("2026-01-01", "basic", monthly("100"))
                .plan("2026-03-10", "pro", monthly("150"))
                .entries());
        assertThat(inMarch(book).plans("basic").value(Metric.CHURNED_MRR)).isEqualTo("100.00");
        assertThat(inMarch(book).plans("basic", "pro").value(Metric.CHURNED_MRR))
                .isEqualTo("0.00");
        assertThat(inMarch(book).plans("basic", "pro").value(Metric.EXPANSION_MRR))
                .isEqualTo("50.00");
        assertThat(inMarch(book).value(Metric.CHURNED_MRR)).isEqualTo("0.00");
    }

    @Test
    void byAttributeTheGroupsAddUpToTheWhole() {
        Book book = BookOf.nothing()
                .customer("a", paying("100").entries(), Map.of("country", "JP"))
                .customer("b", paying("50").entries(), Map.of("country", "JP"))
                .customer("c", paying("30").entries(), Map.of("country", "US"))
                .customer("d", paying("1").entries())
                .book();
        Map<String, String> groups = inMarch(book).groupBy("attribute.country").groups(Metric.MRR);
        assertThat(groups)
                .containsExactly(Map.entry("JP", "150.00"), Map.entry("US", "30.00"), Map.entry("null", "1.00"));
        assertThat(inMarch(book).attribute("country", "JP", "FR").value(Metric.MRR))
                .isEqualTo("150.00");
        assertThat(inMarch(book).attribute("unheard_of", "x").value(Metric.MRR)).isEqualTo("0.00");
    }

    @Test
    void amountsOfSeveralCurrenciesAreNotAdded() {
        Collection<TimelineEntry> yen = timelines()
                .start("2026-01-01", price("1000", "JPY", IntervalUnit.MONTH, 1))
                .entries();
        Book book = BookOf.nothing()
                .customer("a", paying("100").entries())
                .customer("b", yen)
                .book();
        assertThatThrownBy(() -> inMarch(book).value(Metric.MRR))
                .isInstanceOfSatisfying(
                        RateMissing.class,
                        missing -> assertThat(missing.currencies()).containsExactly("JPY", "USD"));
        assertThat(inMarch(book).value(Metric.CUSTOMERS)).isEqualTo("2");
        assertThat(inMarch(book).groupBy("currency").groups(Metric.MRR))
                .isEqualTo(Map.of("JPY", "1000.00", "USD", "100.00"));
        assertThat(inMarch(book).groupBy("currency").groups(Metric.CUSTOMERS))
                .isEqualTo(Map.of("JPY", "1", "USD", "1"));
        assertThat(inMarch(book).currencies("JPY").value(Metric.MRR)).isEqualTo("1000.00");
        assertThat(inMarch(book).currencies("JPY").value(Metric.CUSTOMERS)).isEqualTo("1");
    }

    // Edge case 13.
    @Test
    void endingOneOfTwoCurrenciesIsContractionInThatCurrency() {
        Book book = BookOf.one(paying("100")
                .subscription("s2")
                .start("2026-01-01", price("90", "EUR", IntervalUnit.MONTH, 1))
                .end("2026-03-10")
                .entries());
        Ask euros = inMarch(book).currencies("EUR");
        assertThat(euros.value(Metric.CONTRACTION_MRR)).isEqualTo("90.00");
        assertThat(euros.value(Metric.CHURNED_MRR)).isEqualTo("0.00");
        assertThat(inMarch(book)
                        .groupBy("currency")
                        .groups(Metric.CONTRACTION_MRR)
                        .get("EUR"))
                .isEqualTo("90.00");
    }

    @Test
    void aTrailingYearComparesWithTwelveMonthsBefore() {
        Book book = BookOf.nothing()
                .customer("a", paying("100").price("2025-06-01", monthly("150")).entries())
                .customer("b", paying("100").end("2025-09-01").entries())
                .customer("c", timelines().start("2025-08-01", monthly("500")).entries())
                .book();
        Ask ask = Ask.monthly(book, "2025-12-01", "2026-03-01").trailing("P12M");
        assertThat(ask.values(Metric.NRR)).containsExactly(null, "0.75", "0.75");
        assertThat(ask.values(Metric.GRR)).containsExactly(null, "0.5", "0.5");
        assertThat(ask.values(Metric.LOGO_CHURN_RATE)).containsExactly(null, "0.5", "0.5");
        Ask quarters = Ask.monthly(book, "2025-07-01", "2026-01-01")
                .by(Interval.QUARTER)
                .trailing("P1M");
        assertThat(quarters.values(Metric.NRR)).containsExactly("0.866666666667", "1");
    }

    @Test
    void trialsAreInServiceButPayNothing() {
        Book book = BookOf.one(timelines().trial("2026-01-01", monthly("100")).entries());
        assertThat(inMarch(book).value(Metric.SUBSCRIPTIONS_ACTIVE)).isEqualTo("1");
        assertThat(inMarch(book).value(Metric.ACCOUNTS_ACTIVE)).isEqualTo("1");
        assertThat(inMarch(book).value(Metric.SUBSCRIPTIONS_PAYING)).isEqualTo("0");
        assertThat(inMarch(book).value(Metric.CUSTOMERS)).isEqualTo("0");
    }

    @Test
    void aCustomerWhoGrowsTwiceIsOneExpandedCustomer() {
        Book book = BookOf.one(paying("100")
                .price("2026-03-05", monthly("110"))
                .price("2026-03-15", monthly("120"))
                .entries());
        assertThat(inMarch(book).value(Metric.EXPANDED_CUSTOMERS)).isEqualTo("1");
        assertThat(inMarch(book).value(Metric.EXPANSION_MRR)).isEqualTo("20.00");
    }

    @Test
    void hugeAmountsDoNotOverflow() {
        BookOf book = BookOf.nothing();
        for (int i = 0; i < 20; i++) {
            book.customer("c" + i, paying("999999999999999.999999").entries());
        }
        assertThat(inMarch(book.book()).value(Metric.ARR)).isEqualTo("240000000000000000.00");
    }

    @Test
    void tooManyGroupsAreRefused() {
        BookOf book = BookOf.nothing();
        for (int i = 0; i < 2_100; i++) {
            book.customer("c" + i, paying("1").entries(), Map.of("id", "v" + i));
        }
        Book many = book.book();
        assertThatThrownBy(() -> inMarch(many).groupBy("attribute.id").groups(Metric.MRR))
                .isInstanceOf(Groups.TooManyGroups.class);
    }
}
