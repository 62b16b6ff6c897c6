package dev.keizoku.gateway.privacy;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was removed of a person, where and when. It does not say whose it was. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Receipt(
        UUID receiptId,
        String status,
        Instant requestedAt,
        String requestedBy,
        @Nullable Instant finishedAt,
        List<Part> services) {

    private static final List<String> COUNTED =
            List.of("events", "rollup_rows", "rejected_events", "traits", "memberships", "aliases");

    /**
     * What became of it in one service.
     *
     * @param removed how many of what, as far as the service has told
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Part(String service, String status, @Nullable Instant finishedAt, SortedMap<String, Long> removed) {}

    /** What usage has removed also stands beside the status, where it was before other services were told of. */
    @JsonAnyGetter
    SortedMap<String, Long> ofUsage() {
        SortedMap<String, Long> counts = new TreeMap<>();
        services.stream().filter(part -> part.service().equals("usage")).forEach(part -> {
            COUNTED.forEach(what -> counts.put(what, 0L));
            counts.putAll(part.removed());
        });
        return counts;
    }

    boolean done() {
        return finishedAt != null;
    }
}
