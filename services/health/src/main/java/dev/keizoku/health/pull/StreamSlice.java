package dev.keizoku.health.pull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which part of which day's streams to read.
 *
 * @param from the first account of the part; null for the very first
 * @param after accounts up to this one are done already
 * @param to the first account that is no longer part; null for no end
 */
public record StreamSlice(
        LocalDate day,
        Instant knownAt,
        @Nullable String from,
        @Nullable String after,
        @Nullable String to) {

    /** The same part of another day. */
    StreamSlice on(LocalDate other) {
        return new StreamSlice(other, knownAt, from, after, to);
    }

    Map<String, @Nullable String> query() {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("day", day.toString());
        query.put("known_at", knownAt.toString());
        query.put("from", after == null ? from : after);
        query.put("to", to);
        return query;
    }
}
