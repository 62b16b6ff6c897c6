package dev.keizoku.metrics.renewal;

import dev.keizoku.metrics.movement.AccountLedger;
import dev.keizoku.metrics.movement.LedgerPolicies;
import dev.keizoku.metrics.movement.MrrMovement;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one subscription is worth a year at the end of each day, by currency: the ledger of a customer that has no other. */
final class SubscriptionWorth {

    private final List<MrrMovement> movements;
    private final List<MrrMovement> lines;

    SubscriptionWorth(Collection<TimelineEntry> entries, ZoneId zone, LedgerPolicies policies) {
        Map<Boolean, List<MrrMovement>> all = AccountLedger.of(entries, zone, policies).stream()
                .collect(Collectors.partitioningBy(MrrMovement::ofWholeCustomer));
        this.movements = all.getOrDefault(true, List.of());
        this.lines = all.getOrDefault(false, List.of());
    }

    SortedMap<String, BigDecimal> atEndOf(LocalDate day) {
        SortedMap<String, BigDecimal> balances = new TreeMap<>();
        for (MrrMovement movement : movements) {
            if (!movement.day().isAfter(day)) {
                balances.put(movement.currency().getCurrencyCode(), movement.closing());
            }
        }
        balances.entrySet().removeIf(SubscriptionWorth::isNothing);
        return balances;
    }

    /** How often most of it is billed at the end of a day; null when nothing is. */
    @Nullable String billingIntervalAtEndOf(LocalDate day) {
        Map<String, MrrMovement> closing = new TreeMap<>();
        for (MrrMovement movement : lines) {
            if (!movement.day().isAfter(day)) {
                closing.put(
                        String.join(
                                "\n",
                                movement.plan(),
                                movement.currency().getCurrencyCode(),
                                movement.interval(),
                                movement.term()),
                        movement);
            }
        }
        Map<String, BigDecimal> byInterval = new TreeMap<>();
        closing.values().stream()
                .filter(movement ->
                        movement.closing().signum() != 0 && !movement.interval().isEmpty())
                .forEach(movement -> byInterval.merge(movement.interval(), movement.closing(), BigDecimal::add));
        return byInterval.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static boolean isNothing(Map.Entry<String, BigDecimal> balance) {
        return balance.getValue().signum() == 0;
    }
}
