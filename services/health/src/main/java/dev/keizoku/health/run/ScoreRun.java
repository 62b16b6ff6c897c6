package dev.keizoku.health.run;

import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One scoring of a tenant's accounts for a day.
 *
 * @param knownAt only what was known then counts
 * @param accountsTotal how many accounts the tenant's run before scored, or this one once it is done
 * @param waitingFor the service the run waits for, null when it waits for none
 */
record ScoreRun(
        TenantId tenant,
        UUID id,
        Kind kind,
        LocalDate day,
        Instant knownAt,
        int scorecardVersion,
        Status status,
        long accountsDone,
        @Nullable Long accountsTotal,
        @Nullable String waitingFor,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Who wanted the run. */
    enum Kind {
        NIGHT,
        REQUESTED
    }

    /** How far the run is. */
    enum Status {
        QUEUED,
        RUNNING,
        DONE,
        FAILED
    }
}
