package dev.keizoku.metrics.movement;

import dev.keizoku.metrics.timeline.TimelineEntry;
import dev.keizoku.metrics.timeline.Timelines;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/** The movements of a story, one line each: "day type amount reason", amounts monthly. */
final class Told {

    private Told() {}

    static List<String> movements(Timelines timelines) {
        return movements(timelines, LedgerPolicies.DEFAULTS);
    }

    static List<String> movements(Timelines timelines, LedgerPolicies policies) {
        return movements(timelines.entries(), MrrMovement.WHOLE_CUSTOMER, ZoneOffset.UTC, policies);
    }

    static List<String> movements(Collection<TimelineEntry> entries) {
        return movements(entries, MrrMovement.WHOLE_CUSTOMER, ZoneOffset.UTC, LedgerPolicies.DEFAULTS);
    }

    static List<String> movements(Timelines timelines, String plan) {
        return movements(timelines.entries(), plan, ZoneOffset.UTC, LedgerPolicies.DEFAULTS);
    }

    static List<String> movements(
            Collection<TimelineEntry> entries, String plan, ZoneId zone, LedgerPolicies policies) {
        return AccountLedger.of(entries, zone, policies).stream()
                .filter(movement -> movement.plan().equals(plan))
                .filter(movement -> movement.type() != MovementType.NONE)
                .map(movement -> "%s %s %s %s"
                        .formatted(
                                movement.day(),
                                movement.type().wireName(),
                                movement.amount()
                                        .divide(BigDecimal.valueOf(12), 2, RoundingMode.HALF_UP)
                                        .toPlainString(),
                                movement.reason().wireName()))
                .toList();
    }
}
