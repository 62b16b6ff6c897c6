package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.timeline.Histories;
import dev.keizoku.metrics.timeline.RichHistories;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for the figures of any history. */
class ReportPropertiesTest {

    private static final List<String> SEGMENTS =
            List.of("", "plan", "currency", "billing_interval", "term", "cohort", "attribute.country", "plan,currency");

    private static Ask half(Book book) {
        return Ask.monthly(book, "2025-01-01", "2025-08-01");
    }

    private static List<TalliedGroup> tally(Book book, Interval interval, Basis basis, String... groupBy) {
        Ask ask = half(book).by(interval).groupBy(groupBy);
        return (basis == Basis.ENDPOINTS ? ask.endpoints() : ask).tally();
    }

    @Property(tries = 150)
    void theIdentityHoldsForEverySegmentPeriodAndBasis(
            @ForAll long seed, @ForAll Interval interval, @ForAll Basis basis) {
        Book book = BookOf.of(Histories.companyOfSeveralCurrencies(seed));
        for (String groupBy : List.of("plan", "currency", "")) {
            String[] dimensions = groupBy.isEmpty() ? new String[0] : new String[] {groupBy};
            for (TalliedGroup group : tally(book, interval, basis, dimensions)) {
                group.amounts()
                        .forEach((currency, tally) ->
                                assertIdentity(tally, half(book).by(interval)));
            }
        }
    }

    @Property(tries = 100)
    void movementsExplainEveryBalanceWhateverTermsSay(@ForAll long seed, @ForAll Basis basis) {
        Book book = richBook(seed);
        for (Interval interval : List.of(Interval.DAY, Interval.MONTH)) {
            for (String groupBy : SEGMENTS) {
                for (TalliedGroup group : tally(book, interval, basis, dimensions(groupBy))) {
                    group.amounts()
                            .forEach((currency, tally) ->
                                    assertIdentity(tally, half(book).by(interval)));
                }
            }
        }
    }

    @Property(tries = 60)
    void customersAddUpToTheTotalOfEverySegmentAndCurrencyOnEveryDay(@ForAll long seed) {
        Book all = richBook(seed);
        int days = half(all).by(Interval.DAY).windows().size();
        for (String groupBy : SEGMENTS) {
            Map<String, long[]> sums = new TreeMap<>();
            for (Customer customer : all.customers()) {
                closings(all.of(customer), groupBy, days)
                        .forEach((group, closings) -> sums.merge(group, closings, ReportPropertiesTest::plus));
            }
            Map<String, long[]> totals = closings(all, groupBy, days);
            // A currency may be shown of a group in which it never closed a day with anything.
            sums.values().removeIf(ReportPropertiesTest::isNothing);
            totals.values().removeIf(ReportPropertiesTest::isNothing);
            assertThat(sums.keySet()).as(groupBy).isEqualTo(totals.keySet());
            totals.forEach((group, closings) ->
                    assertThat(sums.get(group)).as(groupBy + " " + group).isEqualTo(closings));
        }
    }

    /** Closing balances day by day of each group and currency. */
    private static Map<String, long[]> closings(Book book, String groupBy, int days) {
        Map<String, long[]> closings = new TreeMap<>();
        for (TalliedGroup group : tally(book, Interval.DAY, Basis.LEDGER, dimensions(groupBy))) {
            group.amounts().forEach((currency, tally) -> {
                long[] ofGroup = new long[days];
                for (int day = 0; day < days; day++) {
                    ofGroup[day] = tally.closing(Stock.BALANCE, day);
                }
                closings.put(group.labels() + " " + currency, ofGroup);
            });
        }
        return closings;
    }

    private static boolean isNothing(long[] closings) {
        return Arrays.stream(closings).allMatch(closing -> closing == 0);
    }

    private static long[] plus(long[] one, long[] other) {
        long[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }

    private static String[] dimensions(String groupBy) {
        return groupBy.isEmpty() ? new String[0] : groupBy.split(",");
    }

    /** Add-ons, discounts, minimums, terms, transfers and currencies; accounts of two countries. */
    private static Book richBook(long seed) {
        BookOf book = BookOf.nothing();
        RichHistories.company(seed)
                .forEach((account, timeline) ->
                        book.customer(account, timeline, Map.of("country", account.endsWith("0") ? "JP" : "FR")));
        return book.book();
    }

    private static void assertIdentity(Tally tally, Ask ask) {
        for (int w = 0; w < ask.windows().size(); w++) {
            long moved = tally.amount(Flow.NEW, w)
                    + tally.amount(Flow.REACTIVATION, w)
                    + tally.amount(Flow.EXPANSION, w)
                    - tally.amount(Flow.CONTRACTION, w)
                    - tally.amount(Flow.CHURN, w);
            assertThat(tally.closing(Stock.BALANCE, w)).isEqualTo(tally.opening(Stock.BALANCE, w) + moved);
            if (w > 0) {
                assertThat(tally.opening(Stock.BALANCE, w)).isEqualTo(tally.closing(Stock.BALANCE, w - 1));
            }
            assertThat(tally.amount(Flow.COHORT_LOSS, w)).isLessThanOrEqualTo(tally.amount(Flow.COHORT_CHANGE, w));
        }
    }

    @Property(tries = 150)
    void customersAddUpToTheTotal(@ForAll long seed, @ForAll Basis basis) {
        Map<String, List<TimelineEntry>> company = Histories.company(seed);
        Book all = BookOf.of(company);
        Tally total = single(tally(all, Interval.MONTH, basis));
        for (Stock stock : Stock.values()) {
            long[] sum = new long[7];
            for (Customer customer : all.customers()) {
                Book one = new Book(0, 1, all.scale(), all.lines(), List.of(), List.of(customer));
                List<TalliedGroup> groups = tally(one, Interval.MONTH, basis);
                for (int w = 0; w < sum.length; w++) {
                    sum[w] += groups.getFirst().amounts().isEmpty()
                            ? 0
                            : single(groups).closing(stock, w);
                }
            }
            for (int w = 0; w < sum.length; w++) {
                if (stock == Stock.BALANCE || stock == Stock.CUSTOMERS) {
                    assertThat(sum[w]).as(stock + " " + w).isEqualTo(total.closing(stock, w));
                }
            }
        }
    }

    private static Tally single(List<TalliedGroup> groups) {
        SortedMap<String, Tally> amounts = groups.getFirst().amounts();
        return amounts.isEmpty() ? new Tally(7) : amounts.firstEntry().getValue();
    }

    @Property(tries = 150)
    void plansAddUpToTheWholeBalance(@ForAll long seed) {
        Book book = BookOf.of(Histories.company(seed));
        Tally total = single(tally(book, Interval.MONTH, Basis.LEDGER));
        List<TalliedGroup> plans = tally(book, Interval.MONTH, Basis.LEDGER, "plan");
        for (int w = 0; w < 7; w++) {
            long sum = 0;
            for (TalliedGroup plan : plans) {
                sum += plan.amounts().isEmpty()
                        ? 0
                        : plan.amounts().firstEntry().getValue().closing(Stock.BALANCE, w);
            }
            assertThat(sum).isEqualTo(total.closing(Stock.BALANCE, w));
        }
    }

    @Property(tries = 150)
    void byTheDayBothBasesSayTheSame(@ForAll long seed) {
        Book book = BookOf.of(Histories.company(seed));
        Tally ledger = single(tally(book, Interval.DAY, Basis.LEDGER));
        Tally endpoints = single(tally(book, Interval.DAY, Basis.ENDPOINTS));
        int days = half(book).by(Interval.DAY).windows().size();
        if (book.customers().isEmpty()) {
            return;
        }
        for (Flow flow : Set.of(Flow.NEW, Flow.REACTIVATION, Flow.EXPANSION, Flow.CONTRACTION, Flow.CHURN)) {
            for (int day = 0; day < days && ledger.hasAmounts(); day++) {
                assertThat(ledger.amount(flow, day)).as(flow + " " + day).isEqualTo(endpoints.amount(flow, day));
            }
        }
    }

    @Property(tries = 100)
    void aTrailingMonthIsTheMonth(@ForAll long seed) {
        Book book = BookOf.of(Histories.company(seed));
        for (Metric metric : List.of(Metric.NRR, Metric.GRR, Metric.LOGO_CHURN_RATE)) {
            assertThat(half(book).trailing("P1M").values(metric))
                    .isEqualTo(half(book).values(metric));
        }
    }

    @Property(tries = 100)
    void aBookBroughtUpToDateEqualsOneReadAnew(@ForAll long seed) {
        Map<String, List<TimelineEntry>> company = Histories.company(seed);
        Book whole = BookOf.of(company);
        Map<String, List<TimelineEntry>> earlier = new TreeMap<>(company);
        earlier.keySet().removeIf(account -> account.hashCode() % 2 == 0);
        Book partial = BookOf.of(earlier);
        Book base = new Book(
                0,
                0,
                whole.scale(),
                whole.lines(),
                List.of(),
                whole.customers().stream()
                        .filter(customer -> earlier.containsKey(customer.account()))
                        .toList());
        SortedMap<String, Customer> changed = new TreeMap<>(Book.BY_ACCOUNT);
        whole.customers().stream()
                .filter(customer -> !earlier.containsKey(customer.account()))
                .forEach(customer -> changed.put(customer.account(), customer));
        Book updated = base.with(1, whole.lines(), List.of(), changed);
        assertThat(updated.customers()).isEqualTo(whole.customers());
        assertThat(partial.customers()).hasSameSizeAs(base.customers());
        assertThat(half(updated).values(Metric.MRR)).isEqualTo(half(whole).values(Metric.MRR));
    }
}
