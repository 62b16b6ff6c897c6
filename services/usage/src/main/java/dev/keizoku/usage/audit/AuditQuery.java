package dev.keizoku.usage.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for.
 *
 * @param before only entries before this place; null for all
 * @param from at this instant or later; null for all
 * @param to before this instant; null for all
 * @param actions only these; empty for all, likewise actors
 */
record AuditQuery(
        @Nullable Place before,
        @Nullable Instant from,
        @Nullable Instant to,
        List<String> actions,
        List<String> actors,
        int limit) {

    /** Where an entry stands among those of its tenant. */
    record Place(Instant at, long id) {}
}
