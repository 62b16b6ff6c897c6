package dev.keizoku.metrics.renewal;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.report.Customer;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Reporting;
import dev.keizoku.metrics.report.Segments;
import dev.keizoku.metrics.report.Selection;
import dev.keizoku.metrics.report.Span;
import dev.keizoku.metrics.timeline.TimelineEntry;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Renewals by the period they were due in. */
@Singleton
class RenewalReport {

    private final RenewalStore store;

    RenewalReport(RenewalStore store) {
        this.store = store;
    }

    /** How due contracts are read. */
    record Rules(int graceDays, int leastTermMonths) {

        boolean take(Renewal renewal) {
            return renewal.termMonths() == null || renewal.termMonths() >= leastTermMonths;
        }
    }

    /** One entry for each period of the question; {@code currency} of the values, null where there are none. */
    record Result(@Nullable String currency, Renewals[] periods) {}

    Result of(Reading.Asked asked, Rules rules) {
        asked.refuseAsOf();
        refuseSegments(asked.question().selection());
        List<Span> periods = asked.question().windows().periods();
        Renewals[] counts = new Renewals[periods.size()];
        Arrays.fill(counts, Renewals.NONE);
        List<Renewal> due = due(asked, rules);
        Map<String, SubscriptionWorth> worths = worths(asked, due);
        Valuing valuing = Valuing.of(due, worths, asked.reporting());
        for (Renewal renewal : due) {
            int period = periodOf(renewal, periods);
            SubscriptionWorth worth = Objects.requireNonNull(worths.get(renewal.subscription()));
            BigDecimal before = valuing.amount(worth.atEndOf(renewal.due().minusDays(1)), renewal);
            counts[period] = switch (renewal.standing(asked.today(), rules.graceDays())) {
                case PENDING -> counts[period].plusPending();
                case LOST -> counts[period].plusLost(before);
                case RENEWED ->
                    counts[period].plusRenewed(before, valuing.amount(worth.atEndOf(renewal.worthOn()), renewal));
            };
        }
        return new Result(valuing.currency(), counts);
    }

    /**
     * What values are in: the one currency there is, or the reporting currency at the rates of the day each was due.
     *
     * @param reporting null where there is one currency
     */
    private record Valuing(
            @Nullable String currency, @Nullable Reporting reporting) {

        static Valuing of(List<Renewal> due, Map<String, SubscriptionWorth> worths, Reporting reporting) {
            Set<String> codes = new TreeSet<>();
            for (Renewal renewal : due) {
                SubscriptionWorth worth = Objects.requireNonNull(worths.get(renewal.subscription()));
                codes.addAll(worth.atEndOf(renewal.due().minusDays(1)).keySet());
                codes.addAll(worth.atEndOf(renewal.worthOn()).keySet());
            }
            if (codes.size() > 1) {
                return new Valuing(reporting.currency().getCurrencyCode(), reporting);
            }
            return new Valuing(codes.isEmpty() ? null : codes.iterator().next(), null);
        }

        BigDecimal amount(SortedMap<String, BigDecimal> byCurrency, Renewal renewal) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Map.Entry<String, BigDecimal> amount : byCurrency.entrySet()) {
                BigDecimal rate = reporting == null ? BigDecimal.ONE : reporting.rate(amount.getKey(), renewal.due());
                sum = sum.add(amount.getValue().multiply(rate));
            }
            return sum;
        }
    }

    private List<Renewal> due(Reading.Asked asked, Rules rules) {
        List<Span> periods = asked.question().windows().periods();
        Selection selection = asked.question().selection();
        Segments segments = asked.segments();
        boolean filtered =
                !selection.attributes().isEmpty() || !selection.filters().isEmpty();
        Set<String> taken = new HashSet<>();
        asked.book().customers().stream()
                .filter(segments::takes)
                .map(Customer::account)
                .forEach(taken::add);
        return store
                .due(
                        asked.tenant().tenant().value(),
                        asked.tenant().zone(),
                        periods.getFirst().from(),
                        periods.getLast().to())
                .stream()
                .filter(rules::take)
                .filter(renewal -> !filtered || taken.contains(renewal.account()))
                .toList();
    }

    private Map<String, SubscriptionWorth> worths(Reading.Asked asked, List<Renewal> due) {
        Set<String> accounts = new TreeSet<>();
        Set<String> wanted = new HashSet<>();
        due.forEach(renewal -> {
            accounts.add(renewal.account());
            wanted.add(renewal.subscription());
        });
        Map<String, List<TimelineEntry>> bySubscription = new HashMap<>();
        wanted.forEach(subscription -> bySubscription.put(subscription, new ArrayList<>()));
        store.timelines(asked.tenant().tenant().value(), accounts)
                .values()
                .forEach(entries -> entries.forEach(entry -> {
                    List<TimelineEntry> own = bySubscription.get(entry.subscription());
                    if (own != null) {
                        own.add(entry);
                    }
                }));
        Map<String, SubscriptionWorth> worths = new HashMap<>();
        bySubscription.forEach((subscription, entries) -> worths.put(
                subscription,
                new SubscriptionWorth(
                        entries, asked.tenant().zone(), asked.book().policies())));
        return worths;
    }

    private static int periodOf(Renewal renewal, List<Span> periods) {
        int period = periods.size() - 1;
        while (periods.get(period).from().isAfter(renewal.due())) {
            period--;
        }
        return period;
    }

    /** A contract is of an account: filters by its attributes are all there are. */
    private static void refuseSegments(Selection selection) {
        List<FieldError> errors = new ArrayList<>();
        if (!selection.groupBy().isEmpty()) {
            errors.add(new FieldError("?group_by", "invalid_value", "Renewals have no groups; filter by attribute."));
        }
        if (selection.filters().keySet().stream().anyMatch(Segments::ofLine)) {
            errors.add(new FieldError("", "invalid_value", "Renewals are filtered by what an account is."));
        }
        if (!selection.plans().isEmpty()) {
            errors.add(new FieldError("?plan", "invalid_value", "Renewals are filtered by attribute only."));
        }
        if (!selection.currencies().isEmpty()) {
            errors.add(new FieldError("?currency", "invalid_value", "Renewals are filtered by attribute only."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
    }
}
