package dev.keizoku.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What somebody did, as the service it was done in keeps it.
 *
 * @param id orders the entries of one service at one instant
 * @param actor the id of the key or person, or the operator
 * @param action what was done to what, such as {@code plan.changed}
 * @param detail which one, the request it was done by, and each changed field with its old and new value
 */
public record AuditEntry(long id, Instant at, String actor, String action, JsonNode detail) {}
