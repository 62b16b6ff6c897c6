package dev.keizoku.metrics.pull;

import dev.keizoku.metrics.movement.AccountLedger;
import dev.keizoku.metrics.movement.LedgerPolicies;
import dev.keizoku.metrics.movement.MrrMovement;
import dev.keizoku.metrics.policy.PolicyStore;
import dev.keizoku.metrics.timeline.TimelineEntry;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The rules a tenant's days are netted by. */
public record Netting(ZoneId zone, LedgerPolicies policies) {

    /** Changed with what the ledger's rows hold, so that those of an older build are netted anew. */
    static final String VERSION = "3 ";

    /** What the tenant's record asks for; the zone of the position before one has arrived. */
    public static Netting wanted(Handle handle, PullPosition position) {
        ZoneId zone = PullPositionStore.wantedZone(handle, position.tenant()).orElse(position.zone());
        return new Netting(zone, PolicyStore.of(handle, position.tenant()).policies());
    }

    public List<MrrMovement> ledger(Collection<TimelineEntry> entries) {
        return AccountLedger.of(entries, zone, policies);
    }

    /** Equal for equal policies, and different for different ones. */
    String text() {
        return VERSION + policies;
    }

    boolean isOf(PullPosition position) {
        return zone.equals(position.zone()) && (text().equals(position.nettedBy()) || position.applied() == 0);
    }
}
