package dev.keizoku.health.run;

import dev.keizoku.kernel.TenantId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to work on one shard of a run, until it runs out or somebody else takes it.
 *
 * @param fence rises with every claim; a write with an old one is refused
 * @param from the first account of the shard, null for the very first
 * @param to the first account after the shard, null for no end
 * @param position the last account that is done, null for none
 */
record Lease(
        TenantId tenant,
        UUID run,
        String job,
        LocalDate businessDay,
        int shard,
        long fence,
        @Nullable String from,
        @Nullable String to,
        @Nullable String position,
        int attempts) {

    /** The shard now belongs to another worker: whatever this one still writes must not count. */
    static final class Lost extends RuntimeException {
        Lost(Lease lease) {
            super("The lease on shard " + lease.shard() + " of run " + lease.run() + " is lost.");
        }
    }
}
