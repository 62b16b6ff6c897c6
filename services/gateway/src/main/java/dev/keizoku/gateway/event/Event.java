package dev.keizoku.gateway.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and that somebody may want to be told of.
 *
 * @param seq its place among the events of its tenant
 * @param id the same however often it is read or sent
 * @param data a JSON object
 */
public record Event(
        long seq,
        String id,
        String type,
        Instant at,
        @Nullable String accountId,
        String data) {}
