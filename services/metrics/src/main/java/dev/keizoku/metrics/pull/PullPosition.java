package dev.keizoku.metrics.pull;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How far a tenant's feed has been read.
 *
 * @param applied the sequence up to which the ledger holds everything
 * @param head the newest sequence when the feed was last asked
 * @param epoch which build of the ledger this is
 * @param zone the zone whose days the ledger was netted by
 * @param nettedBy the rules the ledger was netted by, as text
 * @param error why the feed stands still, if it does
 */
public record PullPosition(
        String tenant,
        long applied,
        long head,
        long epoch,
        ZoneId zone,
        String nettedBy,
        Rebuild rebuild,
        @Nullable String error) {

    /** Whether the ledger is being built anew. */
    public enum Rebuild {
        NONE,
        REQUESTED,
        RUNNING
    }

    /** Where a tenant begins of which the feed has said nothing yet. */
    static PullPosition start(String tenant) {
        return new PullPosition(tenant, 0, 0, 0, ZoneOffset.UTC, "", Rebuild.NONE, null);
    }

    public boolean rebuilding() {
        return rebuild != Rebuild.NONE;
    }
}
