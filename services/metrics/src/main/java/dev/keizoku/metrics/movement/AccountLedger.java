package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.timeline.TimelineEntry;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The movements of one customer, worked out from the whole of its timelines.
 *
 * <p>A pure function: the order in which the facts arrived, and how often, does not matter.
 */
public final class AccountLedger {

    private final List<MrrMovement> movements = new ArrayList<>();
    private final SortedMap<Line, Balance> lines = new TreeMap<>();
    /** Plans, and the whole customer, that have been worth something at the end of some day. */
    private final Set<String> havePaid = new HashSet<>();

    private AccountLedger() {}

    /** Every movement, by day, at both grains. */
    public static List<MrrMovement> of(Collection<TimelineEntry> entries, ZoneId zone) {
        NavigableMap<LocalDate, List<DayChange>> changes = new TreeMap<>();
        bySubscription(entries).forEach(timeline -> {
            Standing before = Standing.NONE;
            for (Map.Entry<LocalDate, Standing> day :
                    SubscriptionDays.of(timeline, zone).entrySet()) {
                changes.computeIfAbsent(day.getKey(), any -> new ArrayList<>())
                        .add(new DayChange(before, day.getValue()));
                before = day.getValue();
            }
        });
        AccountLedger ledger = new AccountLedger();
        changes.forEach(ledger::close);
        return List.copyOf(ledger.movements);
    }

    private static Collection<List<TimelineEntry>> bySubscription(Collection<TimelineEntry> entries) {
        Map<String, List<TimelineEntry>> timelines = new LinkedHashMap<>();
        entries.stream()
                .sorted(TimelineEntry.ORDER)
                .forEach(entry -> timelines
                        .computeIfAbsent(entry.subscription(), any -> new ArrayList<>())
                        .add(entry));
        return timelines.values();
    }

    /** Nets one day: all of the customer's changes together, not one by one. */
    private void close(LocalDate day, List<DayChange> changes) {
        SortedMap<Line, Balance> before = new TreeMap<>(lines);
        for (DayChange change : changes) {
            if (change.before() != Standing.NONE) {
                lines.merge(change.before().line(), change.before().balance(), Balance::minus);
            }
            lines.merge(change.after().line(), change.after().balance(), Balance::plus);
        }
        addMovements(MrrMovement.WHOLE_CUSTOMER, day, changes, byCurrency(before), byCurrency(lines));
        Set<String> plans = new TreeSet<>();
        changes.forEach(change -> plans.addAll(change.plans()));
        for (String plan : plans) {
            addMovements(plan, day, changes, ofPlan(before, plan), ofPlan(lines, plan));
        }
    }

    private void addMovements(
            String plan,
            LocalDate day,
            List<DayChange> changes,
            SortedMap<String, Balance> before,
            SortedMap<String, Balance> after) {
        boolean wasPaying = before.values().stream().anyMatch(Balance::pays);
        boolean isPaying = after.values().stream().anyMatch(Balance::pays);
        after.forEach((currency, closing) -> {
            Balance opening = before.getOrDefault(currency, Balance.ZERO);
            MovementType type =
                    MovementType.of(wasPaying, isPaying, havePaid.contains(plan), opening.annual(), closing.annual());
            boolean worthARow =
                    plan.equals(MrrMovement.WHOLE_CUSTOMER) ? type != MovementType.NONE : !opening.sameAs(closing);
            if (worthARow) {
                List<DayChange> causes = changes.stream()
                        .filter(change -> change.touches(plan) && change.touches(Currency.getInstance(currency)))
                        .toList();
                movements.add(new MrrMovement(
                        plan,
                        Currency.getInstance(currency),
                        day,
                        type,
                        Reason.of(type, causes),
                        opening.annual(),
                        closing.annual(),
                        closing.subscriptions(),
                        closing.paying()));
            }
        });
        if (isPaying) {
            havePaid.add(plan);
        }
    }

    private static SortedMap<String, Balance> byCurrency(SortedMap<Line, Balance> lines) {
        SortedMap<String, Balance> sums = new TreeMap<>();
        lines.forEach((line, balance) -> sums.merge(line.currency().getCurrencyCode(), balance, Balance::plus));
        return sums;
    }

    private static SortedMap<String, Balance> ofPlan(SortedMap<Line, Balance> lines, String plan) {
        SortedMap<String, Balance> balances = new TreeMap<>();
        lines.forEach((line, balance) -> {
            if (line.plan().equals(plan)) {
                balances.put(line.currency().getCurrencyCode(), balance);
            }
        });
        return balances;
    }
}
