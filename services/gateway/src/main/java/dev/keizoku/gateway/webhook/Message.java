package dev.keizoku.gateway.webhook;

import java.time.Instant;

/**
 * A message in an endpoint's line.
 *
 * @param id the same at every attempt and every replay
 * @param data a JSON object
 * @param due whether its own turn has come; a message may also be sent early, to see whether the receiver is back
 */
public record Message(
        long number, String id, String type, Instant at, String data, int attempts, Instant nextAt, boolean due) {

    /** As it goes to a program. */
    String body() {
        return "{\"type\":\"" + type + "\",\"timestamp\":\"" + at + "\",\"data\":" + data + "}";
    }
}
