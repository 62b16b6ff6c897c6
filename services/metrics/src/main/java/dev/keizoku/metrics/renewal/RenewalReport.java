package dev.keizoku.metrics.renewal;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.report.Book;
import dev.keizoku.metrics.report.Customer;
import dev.keizoku.metrics.report.Label;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Reporting;
import dev.keizoku.metrics.report.Segments;
import dev.keizoku.metrics.report.Selection;
import dev.keizoku.metrics.report.Span;
import dev.keizoku.metrics.timeline.TimelineEntry;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Renewals by the period they were due in. */
@Singleton
class RenewalReport {

    private static final String TERM = "term";
    private static final List<String> GROUPS = List.of(TERM, "billing_interval");

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

    /**
     * One contract that was due.
     *
     * @param labels the group it is in
     * @param before its value on the day before it was due, a year
     * @param after its value once renewed
     */
    private record Due(
            Renewal renewal, Renewal.Standing standing, List<Label> labels, BigDecimal before, BigDecimal after) {

        Renewals addedTo(Renewals renewals) {
            return switch (standing) {
                case PENDING -> renewals.plusPending();
                case LOST -> renewals.plusLost(before);
                case RENEWED -> renewals.plusRenewed(before, after);
            };
        }
    }

    /** One entry for each period of the question, valued in the reporting currency. */
    Renewals[] of(Reading.Asked asked, Rules rules) {
        refuseGroups(asked.question().selection(), List.of());
        return grouped(asked, rules).getOrDefault(List.of(), none(asked));
    }

    /** The same for each group that had a contract that was due; for all of them where no groups are asked for. */
    Map<List<Label>, Renewals[]> grouped(Reading.Asked asked, Rules rules) {
        refuseGroups(asked.question().selection(), GROUPS);
        List<Span> periods = asked.question().windows().periods();
        Map<List<Label>, Renewals[]> groups = new TreeMap<>(Comparator.comparing(List::toString));
        if (asked.question().selection().groupBy().isEmpty()) {
            groups.put(List.of(), none(asked));
        }
        for (Due contract : allDue(asked, rules)) {
            Renewals[] counts = groups.computeIfAbsent(contract.labels(), labels -> none(asked));
            int period = periodOf(contract.renewal(), periods);
            counts[period] = contract.addedTo(counts[period]);
        }
        return groups;
    }

    private static Renewals[] none(Reading.Asked asked) {
        Renewals[] counts = new Renewals[asked.question().windows().periods().size()];
        Arrays.fill(counts, Renewals.NONE);
        return counts;
    }

    /** Who makes the rates of the question's only period. */
    Map<String, Renewals> byAccount(Reading.Asked asked, Rules rules) {
        Map<String, Renewals> byAccount = new TreeMap<>(Book.BY_ACCOUNT);
        for (Due contract : allDue(asked, rules)) {
            byAccount.put(
                    contract.renewal().account(),
                    contract.addedTo(byAccount.getOrDefault(contract.renewal().account(), Renewals.NONE)));
        }
        return byAccount;
    }

    private List<Due> allDue(Reading.Asked asked, Rules rules) {
        refuseSegments(asked.question().selection());
        List<Renewal> due = due(asked, rules);
        Map<String, SubscriptionWorth> worths = worths(asked, due);
        Reporting reporting = asked.reporting();
        List<Due> contracts = new ArrayList<>();
        for (Renewal renewal : due) {
            SubscriptionWorth worth = Objects.requireNonNull(worths.get(renewal.subscription()));
            contracts.add(new Due(
                    renewal,
                    renewal.standing(asked.today(), rules.graceDays()),
                    asked.question().selection().groupBy().stream()
                            .map(dimension -> label(dimension, renewal, worth))
                            .toList(),
                    amount(worth.atEndOf(renewal.due().minusDays(1)), renewal.due(), reporting),
                    amount(worth.atEndOf(renewal.worthOn()), renewal.due(), reporting)));
        }
        return contracts;
    }

    /** Of the contract as it was on the day before it was due, whatever it was renewed to. */
    private static Label label(String dimension, Renewal renewal, SubscriptionWorth worth) {
        return new Label(
                dimension,
                dimension.equals(TERM)
                        ? renewal.term()
                        : worth.billingIntervalAtEndOf(renewal.due().minusDays(1)));
    }

    /** In the reporting currency, at the rates of the day the contract was due. */
    private static BigDecimal amount(SortedMap<String, BigDecimal> byCurrency, LocalDate due, Reporting reporting) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> amount : byCurrency.entrySet()) {
            sum = sum.add(amount.getValue().multiply(reporting.rate(amount.getKey(), due)));
        }
        return sum;
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
                        periods.getLast().to(),
                        asked.asOf())
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
        store.timelines(asked.tenant().tenant().value(), accounts, asked.asOf())
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

    private static void refuseGroups(Selection selection, List<String> accepted) {
        if (!accepted.containsAll(selection.groupBy())) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "?group_by",
                    "invalid_value",
                    accepted.isEmpty()
                            ? "The counts of renewals have no groups."
                            : "Renewals are grouped by " + String.join(" and ", accepted) + ".")));
        }
    }

    /** A contract is of an account: filters by its attributes are all there are. */
    private static void refuseSegments(Selection selection) {
        List<FieldError> errors = new ArrayList<>();
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
