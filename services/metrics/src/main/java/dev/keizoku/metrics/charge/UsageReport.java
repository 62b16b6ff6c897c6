package dev.keizoku.metrics.charge;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.BookLine;
import dev.keizoku.metrics.report.Customer;
import dev.keizoku.metrics.report.CustomerParts;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Parts;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Reporting;
import dev.keizoku.metrics.report.Segments;
import dev.keizoku.metrics.report.Selection;
import dev.keizoku.metrics.report.Windows;
import dev.keizoku.metrics.timeline.Commitment;
import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.Terms;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Usage MRR at the end of each window, by group of subscriptions in service. */
final class UsageReport {

    private static final int MONTHS = 12;
    private static final int MOST_GROUPS = 200;
    private static final Parts NOTHING = new Parts(BigDecimal.ZERO, null, MONTHS);

    /** What a subscription's use came to in a year at the end of a window. */
    private record Use(Customer customer, int lane, int window, String currency, BigDecimal yearly) {}

    /** What use came to in a year, by currency and then by window. */
    private static final class Sums {
        private final Map<String, BigDecimal[]> byCurrency = new TreeMap<>();

        void add(Use use, int windows) {
            BigDecimal[] sums = byCurrency.computeIfAbsent(use.currency(), any -> zeros(windows));
            sums[use.window()] = sums[use.window()].add(use.yearly());
        }

        private static BigDecimal[] zeros(int windows) {
            BigDecimal[] zeros = new BigDecimal[windows];
            Arrays.fill(zeros, BigDecimal.ZERO);
            return zeros;
        }
    }

    private final Reading.Asked asked;
    private final Selection selection;
    private final Windows windows;
    private final Segments segments;
    private final int periods;
    private final Map<String, Integer> lineOfPlan = new HashMap<>();
    private final Map<BookLine, Integer> lines = new HashMap<>();
    private final ChargeStore.Known known;
    private final Reporting reporting;

    UsageReport(Reading.Asked asked, ChargeStore.Known known, int periods) {
        this.asked = asked;
        this.known = known;
        this.selection = asked.question().selection();
        this.windows = asked.question().windows();
        this.segments = asked.segments();
        this.periods = periods;
        this.reporting = asked.reporting().of(known.currencies());
        List<BookLine> all = asked.book().lines();
        for (int line = 0; line < all.size(); line++) {
            lines.put(all.get(line), line);
            lineOfPlan.putIfAbsent(all.get(line).plan(), line);
        }
    }

    /** A series for each group. */
    List<MetricReport.Series> series() {
        Map<List<Label>, Sums> groups = sums(this::group);
        if (selection.groupBy().isEmpty()) {
            groups.putIfAbsent(List.of(), new Sums());
        }
        if (groups.size() > MOST_GROUPS) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "?group_by", FieldError.OUT_OF_RANGE, "More than " + MOST_GROUPS + " groups; filter first.")));
        }
        return groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(UsageReport::byValues))
                .map(group -> series(group.getKey(), group.getValue()))
                .toList();
    }

    private MetricReport.Series series(List<Label> labels, Sums sums) {
        List<MetricValue> values = new ArrayList<>();
        for (int window = 0; window < windows.periods().size(); window++) {
            values.add(window < windows.size() ? parts(sums, window).value(Metric.Unit.MONEY) : MetricValue.UNDEFINED);
        }
        return new MetricReport.Series(labels, currencyOf(sums.byCurrency.keySet()), values);
    }

    /** Who makes the figure of the only window. */
    CustomerParts parts() {
        List<CustomerParts.Part> parts = new ArrayList<>();
        Set<String> currencies = new TreeSet<>();
        sums(use -> use.customer().account()).forEach((account, sums) -> {
            currencies.addAll(sums.byCurrency.keySet());
            parts.add(new CustomerParts.Part(account, parts(sums, 0)));
        });
        return CustomerParts.of(currencyOf(currencies), NOTHING, parts);
    }

    private <K> Map<K, Sums> sums(Function<Use, K> key) {
        Map<K, Sums> sums = new LinkedHashMap<>();
        ZoneId zone = asked.tenant().zone();
        for (Customer customer : asked.book().customers()) {
            List<TimelineEntry> entries = known.timelines().get(customer.account());
            if (entries != null && segments.takes(customer)) {
                for (ChargedSubscription subscription : ChargedSubscription.of(entries, known.charges(), zone)) {
                    forEachUse(
                            customer,
                            subscription,
                            use -> sums.computeIfAbsent(key.apply(use), any -> new Sums())
                                    .add(use, windows.size()));
                }
            }
        }
        return sums;
    }

    private void forEachUse(Customer customer, ChargedSubscription subscription, Consumer<Use> uses) {
        for (int window = 0; window < windows.size(); window++) {
            int at = window;
            LocalDate day = lastDay(window);
            Terms terms = subscription.termsOn(day);
            int lane = terms == null ? -1 : laneOf(terms);
            if (lane >= 0) {
                subscription.yearly(day, periods).forEach((currency, yearly) -> {
                    if (selection.takesCurrency(currency)) {
                        uses.accept(new Use(customer, lane, at, currency, yearly));
                    }
                });
            }
        }
    }

    private List<Label> group(Use use) {
        List<Label> labels = segments.labels(segments.of(use.customer()), use.lane());
        if (!selection.byCurrency()) {
            return labels;
        }
        List<Label> more = new ArrayList<>(labels);
        more.add(selection.groupBy().indexOf(Selection.CURRENCY), new Label(Selection.CURRENCY, use.currency()));
        return more;
    }

    /** Valued as the balances of the window's last day are. */
    private Parts parts(Sums sums, int window) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal[]> each : sums.byCurrency.entrySet()) {
            BigDecimal yearly = each.getValue()[window];
            if (yearly.signum() != 0) {
                sum = sum.add(isNative() ? yearly : yearly.multiply(reporting.rate(each.getKey(), lastDay(window))));
            }
        }
        return new Parts(sum, null, MONTHS);
    }

    private @Nullable String currencyOf(Set<String> codes) {
        if (codes.isEmpty()) {
            return null;
        }
        return isNative() ? codes.iterator().next() : reporting.currency().getCurrencyCode();
    }

    private boolean isNative() {
        return asked.question().staysNative();
    }

    private LocalDate lastDay(int window) {
        return LocalDate.ofEpochDay(windows.edge(window + 1) - 1L);
    }

    private int laneOf(Terms terms) {
        Price price = terms.price();
        Commitment term = terms.term();
        Integer line = price == null
                ? null
                : lines.get(new BookLine(
                        terms.plan(), price.currency(), price.interval(), term == null ? "" : term.length()));
        Integer known = line == null ? lineOfPlan.get(terms.plan()) : line;
        return known == null ? -1 : segments.laneOf(known);
    }

    private static int byValues(List<Label> left, List<Label> right) {
        for (int i = 0; i < left.size(); i++) {
            int result = Comparator.nullsLast(Book.BY_ACCOUNT)
                    .compare(left.get(i).value(), right.get(i).value());
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }
}
