package dev.keizoku.usage.rejection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which refused events are asked for.
 *
 * @param from received then or later
 * @param to received before
 * @param codes of these reasons; any when empty
 * @param sources of these; any when empty
 * @param protocols come by these; any when empty
 * @param before older than this place in the list
 * @param limit how many at most
 */
record RejectionQuery(
        @Nullable Instant from,
        @Nullable Instant to,
        List<String> codes,
        List<String> sources,
        List<String> protocols,
        @Nullable Long before,
        int limit) {}
