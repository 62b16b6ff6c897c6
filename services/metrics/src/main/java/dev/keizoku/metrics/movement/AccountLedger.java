package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.timeline.TimelineEntry;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The movements of one customer, worked out from the whole of its timelines.
 *
 * <p>A pure function: the order in which the facts arrived, and how often, does not matter.
 */
public final class AccountLedger {

    private final LedgerPolicies policies;
    private final List<MrrMovement> movements = new ArrayList<>();
    private final SortedMap<Line, Balance> lines = new TreeMap<>();
    /** The last day that ended with a balance, of the plans and the whole customer that ever had one. */
    private final Map<String, LocalDate> lastPaid = new HashMap<>();

    private AccountLedger(LedgerPolicies policies) {
        this.policies = policies;
    }

    /** Every movement, by day, at both grains, by the policies a tenant has unless it says otherwise. */
    public static List<MrrMovement> of(Collection<TimelineEntry> entries, ZoneId zone) {
        return of(entries, zone, LedgerPolicies.DEFAULTS);
    }

    /** Every movement, by day, at both grains. */
    public static List<MrrMovement> of(Collection<TimelineEntry> entries, ZoneId zone, LedgerPolicies policies) {
        NavigableMap<LocalDate, List<DayChange>> changes = new TreeMap<>();
        bySubscription(entries).forEach((subscription, timeline) -> {
            Standing before = Standing.NONE;
            for (Map.Entry<LocalDate, Standing> day :
                    SubscriptionDays.of(timeline, zone, policies).entrySet()) {
                changes.computeIfAbsent(day.getKey(), any -> new ArrayList<>())
                        .add(new DayChange(subscription, before, day.getValue()));
                before = day.getValue();
            }
        });
        AccountLedger ledger = new AccountLedger(policies);
        Gaps.bridged(changes, policies.gapToleranceDays()).forEach(ledger::close);
        return List.copyOf(ledger.movements);
    }

    private static Map<String, List<TimelineEntry>> bySubscription(Collection<TimelineEntry> entries) {
        Map<String, List<TimelineEntry>> timelines = new LinkedHashMap<>();
        entries.stream()
                .sorted(TimelineEntry.ORDER)
                .forEach(entry -> timelines
                        .computeIfAbsent(entry.subscription(), any -> new ArrayList<>())
                        .add(entry));
        return timelines;
    }

    /** Nets one day: all of the customer's changes together, not one by one. */
    private void close(LocalDate day, List<DayChange> changes) {
        SortedMap<Line, Balance> before = new TreeMap<>(lines);
        for (DayChange change : changes) {
            change.before()
                    .items()
                    .forEach(item -> lines.merge(
                            change.before().line(item),
                            change.before().balance(item).negated(),
                            Balance::plus));
            change.after()
                    .items()
                    .forEach(item -> lines.merge(
                            change.after().line(item), change.after().balance(item), Balance::plus));
        }
        addMovements(MrrMovement.WHOLE_CUSTOMER, day, changes, whole(before), whole(lines));
        TreeSet<String> plans = new TreeSet<>();
        changes.forEach(change -> change.lines().forEach(line -> plans.add(line.plan())));
        for (String plan : plans) {
            addMovements(plan, day, changes, ofPlan(before, plan), ofPlan(lines, plan));
        }
    }

    private void addMovements(
            String plan,
            LocalDate day,
            List<DayChange> changes,
            SortedMap<Line, Balance> before,
            SortedMap<Line, Balance> after) {
        LocalDate last = lastPaid.get(plan);
        boolean wasPaying = isCustomer(before, last);
        boolean isPaying = isCustomer(after, last);
        boolean paidBefore = last != null && policies.remembersAfter(ChronoUnit.DAYS.between(last, day) - 1);
        after.forEach((line, closing) -> {
            Balance opening = before.getOrDefault(line, Balance.ZERO);
            int direction = closing.annual().compareTo(opening.annual());
            MovementType type = MovementType.of(wasPaying, isPaying, paidBefore, direction);
            boolean worthARow = line.ofWholeCustomer() ? type != MovementType.NONE : !opening.sameAs(closing);
            if (worthARow) {
                List<DayChange> causes =
                        changes.stream().filter(change -> change.touches(line)).toList();
                boolean transfer = causes.stream()
                        .filter(change -> change.weight().signum() != 0)
                        .allMatch(DayChange::isTransfer);
                add(line, day, transfer ? type.ofTransfer() : type, causes, opening, closing);
            }
        });
        if (isPaying) {
            lastPaid.put(plan, day);
        } else if (wasPaying) {
            lastPaid.put(plan, day.minusDays(1));
        }
    }

    private void add(
            Line line, LocalDate day, MovementType type, List<DayChange> causes, Balance opening, Balance closing) {
        movements.add(new MrrMovement(
                line.plan(),
                line.currency(),
                line.interval(),
                line.term(),
                day,
                type,
                Reason.of(type, line, causes),
                Reason.codeOf(causes),
                opening.annual(),
                closing.annual(),
                opening.gross(),
                closing.gross(),
                closing.subscriptions(),
                closing.paying(),
                closing.paused()));
    }

    /** Whether there is a balance, or only the discounts of somebody who has paid before keep it at nothing. */
    private boolean isCustomer(SortedMap<Line, Balance> balances, @Nullable LocalDate last) {
        return balances.values().stream()
                .anyMatch(balance -> balance.annual().signum() > 0
                        || policies.keepsZeroCustomers()
                                && last != null
                                && balance.gross().signum() > 0);
    }

    private static SortedMap<Line, Balance> whole(SortedMap<Line, Balance> lines) {
        SortedMap<Line, Balance> sums = new TreeMap<>();
        lines.forEach((line, balance) -> sums.merge(Line.ofWhole(line.currency()), balance, Balance::plus));
        return sums;
    }

    private static SortedMap<Line, Balance> ofPlan(SortedMap<Line, Balance> lines, String plan) {
        SortedMap<Line, Balance> balances = new TreeMap<>();
        lines.forEach((line, balance) -> {
            if (line.plan().equals(plan)) {
                balances.put(line, balance);
            }
        });
        return balances;
    }
}
