package dev.keizoku.imports.job;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One file and how far it has come. */
record ImportJob(
        TenantId tenant,
        String id,
        String kind,
        boolean history,
        Status status,
        String mapping,
        @Nullable String mediaType,
        byte[] digest,
        Counts counts,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String detail) {

    enum Status {
        QUEUED,
        RUNNING,
        DONE,
        FAILED;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /** Rows so far; read is the sum of the others. */
    record Counts(long read, long accepted, long unchanged, long rejected) {}

    /** The right to work on a job until the lease ends; a later claim has a higher fence. */
    record Claim(ImportJob job, long fence, int attempts) {}
}
