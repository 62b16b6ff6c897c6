package dev.keizoku.kernel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a tenant's trail are asked for; an empty list and a null bound leave nothing out.
 *
 * @param before only entries before this place: earlier ones, and those of its instant with a smaller id
 */
public record AuditQuestion(
        @Nullable Place before,
        @Nullable Instant from,
        @Nullable Instant to,
        List<String> actions,
        List<String> actors,
        int limit) {

    /** Where an entry stands. */
    public record Place(Instant at, long id) {}
}
