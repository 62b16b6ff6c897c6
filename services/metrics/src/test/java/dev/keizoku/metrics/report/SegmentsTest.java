package dev.keizoku.metrics.report;

import static dev.keizoku.metrics.timeline.Timelines.addOn;
import static dev.keizoku.metrics.timeline.Timelines.monthly;
import static dev.keizoku.metrics.timeline.Timelines.percentOff;
import static dev.keizoku.metrics.timeline.Timelines.price;
import static dev.keizoku.metrics.timeline.Timelines.timelines;
import static dev.keizoku.metrics.timeline.Timelines.yearly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.movement.LedgerPolicies;
import dev.keizoku.metrics.timeline.AccountTimelines;
import dev.keizoku.metrics.timeline.AccountTimelines.Owned;
import dev.keizoku.metrics.timeline.Cause;
import dev.keizoku.metrics.timeline.Commitment;
import dev.keizoku.metrics.timeline.IntervalUnit;
import dev.keizoku.metrics.timeline.SubscriptionState;
import dev.keizoku.metrics.timeline.Terms;
import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.Timelines;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By what figures can be told apart, and how the calendar cuts them. */
class SegmentsTest {

    private static Timelines paying(String amount) {
        return timelines().start("2025-01-01", monthly(amount));
    }

    private static Ask inMarch(Book book) {
        return Ask.monthly(book, "2026-03-01", "2026-04-01");
    }

    @Test
    void plansOfOneProductAreOneProduct() {
        Book book = BookOf.one(timelines()
                        .start("2026-01-01", "basic", monthly("100"))
                        .plan("2026-03-10", "pro", monthly("150"))
                        .addOns("2026-03-10", addOn("storage", "1", monthly("20")))
                        .entries())
                .knowing(Map.of("basic", "main", "pro", "main", "storage", "extras"), LedgerPolicies.DEFAULTS);
        Ask ask = inMarch(book).groupBy("product");
        assertThat(ask.groups(Metric.EXPANSION_MRR)).containsEntry("main", "50.00");
        assertThat(ask.groups(Metric.CHURNED_MRR)).containsEntry("main", "0.00");
        assertThat(ask.groups(Metric.NEW_MRR)).containsEntry("extras", "20.00");
        assertThat(inMarch(book).filter("product", "extras").value(Metric.MRR)).isEqualTo("20.00");
    }

    @Test
    void byBillingIntervalAMoveToYearsLeavesTheMonths() {
        Book book = BookOf.one(paying("100").price("2026-03-10", yearly("1200")).entries());
        Ask ask = inMarch(book).groupBy("billing_interval");
        assertThat(ask.groups(Metric.CHURNED_MRR)).containsEntry("1-month", "100.00");
        assertThat(ask.groups(Metric.NEW_MRR)).containsEntry("1-year", "100.00");
        assertThat(inMarch(book).groupBy("plan").groups(Metric.CHURNED_MRR)).containsEntry("basic", "0.00");
        assertThat(inMarch(book).value(Metric.NET_NEW_MRR)).isEqualTo("0.00");
    }

    @Test
    void aTermIsHowLongItIsBoundFor() {
        Terms bound = new Terms(
                SubscriptionState.ACTIVE,
                "basic",
                BigDecimal.ONE,
                monthly("80"),
                null,
                List.of(),
                List.of(),
                null,
                new Commitment(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"), true));
        TimelineEntry entry =
                new TimelineEntry("s1", "c1", Instant.parse("2026-01-01T00:00:00Z"), 1, bound, Cause.UNTOLD);
        Book book = BookOf.nothing()
                .customer("bound", List.of(entry))
                .customer("free to go", paying("20").entries())
                .book();
        assertThat(inMarch(book).groupBy("term").groups(Metric.MRR))
                .isEqualTo(Map.of("12-month", "80.00", "null", "20.00"));
        assertThat(inMarch(book).filter("term", "12-month").value(Metric.CUSTOMERS))
                .isEqualTo("1");
    }

    @Test
    void aCohortIsTheMonthOfTheFirstPayment() {
        Book book = BookOf.nothing()
                .customer("a", paying("100").entries())
                .customer(
                        "b",
                        timelines()
                                .trial("2025-01-05", monthly("10"))
                                .start("2026-02-03", monthly("10"))
                                .entries())
                .customer("c", timelines().trial("2025-01-05", monthly("10")).entries())
                .book();
        assertThat(inMarch(book).groupBy("cohort").groups(Metric.MRR))
                .containsEntry("2025-01", "100.00")
                .containsEntry("2026-02", "10.00");
        assertThat(inMarch(book).filter("cohort", "2026-02").value(Metric.CUSTOMERS))
                .isEqualTo("1");
    }

    @Test
    void aSizeIsThatOfTheOpening() {
        Book book = BookOf.nothing()
                .customer(
                        "small",
                        paying("99.99").price("2026-03-10", monthly("5000")).entries())
                .customer("large", paying("2000").entries())
                .customer(
                        "nobody",
                        timelines().start("2026-03-05", monthly("700")).entries())
                .customer(
                        "yen",
                        timelines()
                                .start("2025-01-01", price("50000", "JPY", IntervalUnit.MONTH, 1))
                                .entries())
                .book();
        Ask ask = inMarch(book).groupBy("size").currencies("USD");
        assertThat(ask.groups(Metric.MRR))
                .containsEntry("xs", "5000.00")
                .containsEntry("l", "2000.00")
                .containsEntry("null", "700.00");
        assertThat(inMarch(book).groupBy("size").groups(Metric.CUSTOMERS)).containsEntry("m", "1");
    }

    @Test
    void whatIsNotDiscountedIsKeptBeside() {
        Book book = BookOf.one(
                paying("100").discounts("2026-03-05", percentOff("0.25")).entries());
        assertThat(inMarch(book).value(Metric.MRR)).isEqualTo("75.00");
        assertThat(inMarch(book).value(Metric.GROSS_MRR)).isEqualTo("100.00");
    }

    // Edge case 30.
    @Test
    void whoIsPausedHasNotLeft() {
        Book book = BookOf.nothing()
                .customer("paused", paying("100").pause("2026-03-10").entries())
                .customer("left", paying("100").end("2026-03-10").entries())
                .book();
        assertThat(inMarch(book).value(Metric.LOGO_CHURN_RATE)).isEqualTo("0.5");
        assertThat(inMarch(book).value(Metric.SUBSCRIPTIONS_PAUSED)).isEqualTo("1");
        assertThat(inMarch(book).value(Metric.CHURNED_MRR)).isEqualTo("200.00");
    }

    // Edge case 38.
    @Test
    void whoHandedEverythingOverHasNotLeftEither() {
        List<TimelineEntry> story =
                paying("100").price("2026-03-10", monthly("100")).entries();
        List<Owned> owned = new ArrayList<>();
        story.forEach(entry -> owned.add(new Owned(owned.isEmpty() ? "giver" : "taker", entry)));
        Book book = BookOf.of(AccountTimelines.of(owned));
        for (Ask ask : List.of(inMarch(book), inMarch(book).endpoints())) {
            assertThat(ask.value(Metric.LOGO_CHURN_RATE)).isEqualTo("0");
            assertThat(ask.value(Metric.CHURNED_MRR)).isEqualTo("0.00");
            assertThat(ask.value(Metric.NEW_MRR)).isEqualTo("0.00");
            assertThat(ask.value(Metric.CONTRACTION_MRR)).isEqualTo("100.00");
            assertThat(ask.value(Metric.EXPANSION_MRR)).isEqualTo("100.00");
            assertThat(ask.value(Metric.CUSTOMERS)).isEqualTo("1");
        }
    }

    // Edge case 23.
    @Test
    void aCustomerAtZeroIsKeptWhereTheTenantSaysSo() {
        var story = paying("100").discounts("2026-03-05", percentOff("1")).entries();
        Book leaving = BookOf.one(story);
        assertThat(inMarch(leaving).value(Metric.CUSTOMERS)).isEqualTo("0");
        assertThat(inMarch(leaving).value(Metric.LOGO_CHURN_RATE)).isEqualTo("1");
        LedgerPolicies d = LedgerPolicies.DEFAULTS;
        Book kept = leaving.knowing(
                Map.of(), new LedgerPolicies(d.discounts(), true, null, false, d.churnTiming(), null, 0, d.usage()));
        assertThat(inMarch(kept).value(Metric.CUSTOMERS)).isEqualTo("1");
        assertThat(inMarch(kept).value(Metric.LOGO_CHURN_RATE)).isEqualTo("0");
        assertThat(inMarch(kept).value(Metric.CONTRACTION_MRR)).isEqualTo("100.00");
        assertThat(inMarch(kept).value(Metric.NRR)).isEqualTo("0");
    }

    // Edge case 6.
    @Test
    void whoComesBackAfterTheWindowIsNewInTheFiguresToo() {
        var story = paying("100")
                .end("2026-01-10")
                .start("2026-03-10", monthly("50"))
                .entries();
        LedgerPolicies d = LedgerPolicies.DEFAULTS;
        Book book = BookOf.one(story)
                .knowing(
                        Map.of(),
                        new LedgerPolicies(d.discounts(), false, null, false, d.churnTiming(), 30, 0, d.usage()));
        assertThat(inMarch(book).value(Metric.NEW_MRR)).isEqualTo("50.00");
        assertThat(inMarch(book).endpoints().value(Metric.NEW_MRR)).isEqualTo("50.00");
        assertThat(inMarch(BookOf.one(story)).value(Metric.REACTIVATION_MRR)).isEqualTo("50.00");
    }

    @Test
    void weeksBeginOnMondayAndHalvesInJanuaryAndJuly() {
        Book book = BookOf.one(paying("100").entries());
        assertThat(Ask.monthly(book, "2026-03-01", "2026-03-16")
                        .by(Interval.WEEK)
                        .windows()
                        .periods())
                .extracting(Span::from)
                .containsExactly(
                        LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-02"), LocalDate.parse("2026-03-09"));
        assertThat(Ask.monthly(book, "2026-01-01", "2027-01-01")
                        .by(Interval.HALF)
                        .windows()
                        .periods())
                .extracting(Span::from)
                .containsExactly(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-07-01"));
    }

    @Test
    void fiscalYearsBeginWhereTheTenantSays() {
        Book book = BookOf.one(paying("100").entries());
        Ask year = Ask.monthly(book, "2025-04-01", "2027-04-01").yearFrom(4);
        assertThat(year.by(Interval.YEAR).windows().periods())
                .extracting(Span::from)
                .containsExactly(LocalDate.parse("2025-04-01"), LocalDate.parse("2026-04-01"));
        assertThat(Interval.QUARTER.startOf(LocalDate.parse("2026-02-15"), 4)).isEqualTo("2026-01-01");
        assertThat(Interval.HALF.startOf(LocalDate.parse("2026-02-15"), 4)).isEqualTo("2025-10-01");
        assertThat(Interval.YEAR.startOf(LocalDate.parse("2026-02-15"), 2)).isEqualTo("2026-02-01");
        assertThat(Interval.QUARTER.startOf(LocalDate.parse("2026-01-31"), 3)).isEqualTo("2025-12-01");
    }
}
