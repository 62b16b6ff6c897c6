package dev.keizoku.gateway.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.export.file.Parts;
import dev.keizoku.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file somebody asked for, and how far it is.
 *
 * @param rows how many there are in it so far
 * @param replaced how many characters the encoding could not say
 * @param failure the problem that ended it
 */
record Export(
        TenantId tenant,
        UUID id,
        ExportOrder order,
        Status status,
        Instant createdAt,
        String createdBy,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt,
        long rows,
        long replaced,
        @Nullable JsonNode failure,
        List<Parts.Part> parts) {

    /** Where it is in its life. */
    enum Status {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        EXPIRED
    }

    /** One that a worker holds, until somebody else has claimed it with a higher fence. */
    record Claim(Export export, long fence, int attempts) {}
}
