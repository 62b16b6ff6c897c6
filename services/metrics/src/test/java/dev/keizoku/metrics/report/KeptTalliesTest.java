package dev.keizoku.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.metrics.timeline.Histories;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Tallies that are brought along when a ledger changes are those that a walk over everybody finds. */
class KeptTalliesTest {

    private static final List<String[]> GROUPINGS =
            List.of(new String[0], new String[] {"plan"}, new String[] {"plan", "currency"}, new String[] {"cohort"});

    private static List<Ask> asks(Book book) {
        Ask half = Ask.monthly(book, "2025-01-01", "2025-08-01");
        List<Ask> asks = new ArrayList<>();
        for (String[] groupBy : GROUPINGS) {
            asks.add(half.groupBy(groupBy));
            asks.add(half.groupBy(groupBy).endpoints());
        }
        asks.add(half.plans("basic"));
        asks.add(half.by(Interval.QUARTER));
        return asks;
    }

    /** Everything a tally says, by group. */
    private static Map<String, String> figures(Ask ask) {
        Map<String, String> figures = new TreeMap<>();
        for (TalliedGroup group : ask.tally()) {
            group.amounts().forEach((currency, tally) -> figures.put(group.labels() + currency, text(tally, ask)));
            figures.put(group.labels() + " counts", counts(group.counts(), ask));
        }
        return figures;
    }

    private static String text(Tally tally, Ask ask) {
        StringBuilder text = new StringBuilder(counts(tally, ask));
        for (int w = 0; w < ask.windows().size(); w++) {
            text.append(tally.opening(Stock.BALANCE, w)).append(' ').append(tally.closing(Stock.GROSS, w));
            for (Flow flow : Flow.values()) {
                text.append(' ').append(tally.amount(flow, w));
            }
        }
        return text.toString();
    }

    private static String counts(Tally tally, Ask ask) {
        StringBuilder text = new StringBuilder();
        for (int w = 0; w < ask.windows().size(); w++) {
            for (Stock stock : Stock.values()) {
                text.append(' ').append(stock.ordinal() < 2 ? 0 : tally.closing(stock, w));
            }
            for (Flow flow : Flow.values()) {
                text.append(' ').append(tally.customers(flow, w));
            }
            text.append(';');
        }
        return text.toString();
    }

    private static Book renewed(Book book) {
        return new Book(
                book.epoch(), book.position(), book.scale(), book.lines(), book.attributeNames(), book.customers());
    }

    private static void assertBroughtAlong(Book whole, Book base, SortedMap<String, Customer> changed) {
        List<Map<String, String>> before =
                asks(base).stream().map(KeptTalliesTest::figures).toList();
        Book updated = base.with(2, whole.lines(), List.of(), changed);
        for (int i = 0; i < before.size(); i++) {
            assertThat(figures(asks(updated).get(i)))
                    .isEqualTo(figures(asks(renewed(updated)).get(i)));
            assertThat(figures(asks(base).get(i)))
                    .as("what the former book says")
                    .isEqualTo(before.get(i));
        }
    }

    @Property(tries = 60)
    void whoIsNewIsAdded(@ForAll long seed) {
        Book whole = BookOf.of(Histories.companyOfSeveralCurrencies(seed));
        Map<Boolean, List<Customer>> halves = whole.customers().stream()
                .collect(
                        Collectors.partitioningBy(customer -> customer.account().hashCode() % 2 == 0));
        Book base = new Book(0, 1, whole.scale(), whole.lines(), List.of(), halves.get(true));
        SortedMap<String, Customer> changed = new TreeMap<>(Book.BY_ACCOUNT);
        halves.get(false).forEach(customer -> changed.put(customer.account(), customer));
        assertBroughtAlong(whole, base, changed);
    }

    @Property(tries = 60)
    void whoChangesOrLeavesIsTakenAway(@ForAll long seed) {
        Book whole = BookOf.of(Histories.company(seed));
        SortedMap<String, Customer> changed = new TreeMap<>(Book.BY_ACCOUNT);
        for (int i = 0; i < whole.customers().size(); i++) {
            String account = whole.customers().get(i).account();
            if (i % 3 == 0) {
                changed.put(account, Customer.of(account, new String[0], List.of()));
            } else if (i % 3 == 1) {
                changed.put(account, first(whole.customers().get(i)));
            }
        }
        assertBroughtAlong(whole, renewed(whole), changed);
    }

    /** The customer as it was before its second change. */
    private static Customer first(Customer all) {
        return Customer.of(
                all.account(),
                new String[0],
                List.of(new Customer.Point(
                        all.day(0),
                        all.line(0),
                        all.amount(0),
                        all.gross(0),
                        all.subscriptions(0),
                        all.paying(0),
                        all.paused(0),
                        all.reason(0))));
    }

    @Test
    void aQuestionAskedAgainIsNotWalkedAgain() {
        Book book = BookOf.of(Histories.company(7));
        Ask ask = Ask.monthly(book, "2025-01-01", "2025-08-01");
        Tallies first = book.tallies(ask.windows(), ask.basis(), ask.selection());
        assertThat(book.tallies(ask.windows(), ask.basis(), ask.selection())).isSameAs(first);
    }

    @Test
    void moreThanThereIsRoomForIsNotKept() {
        Book book = BookOf.of(Histories.company(7));
        Ask days = Ask.monthly(book, "2024-01-01", "2025-08-01").by(Interval.DAY);
        Tallies first = book.tallies(days.windows(), days.basis(), days.selection());
        assertThat(book.tallies(days.windows(), days.basis(), days.selection())).isNotSameAs(first);
    }
}
