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

/** What one subscription is worth a year at the end of each day, by currency: the ledger of a customer that has no other. */
final class SubscriptionWorth {

    private final List<MrrMovement> movements;

    SubscriptionWorth(Collection<TimelineEntry> entries, ZoneId zone, LedgerPolicies policies) {
        this.movements = AccountLedger.of(entries, zone, policies).stream()
                .filter(MrrMovement::ofWholeCustomer)
                .toList();
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

    private static boolean isNothing(Map.Entry<String, BigDecimal> balance) {
        return balance.getValue().signum() == 0;
    }
}
