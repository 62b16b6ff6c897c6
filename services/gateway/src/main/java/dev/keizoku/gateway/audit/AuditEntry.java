package dev.keizoku.gateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What somebody did, as the service it was done in keeps it.
 *
 * @param id orders the entries of one service at one instant
 * @param actor the id of the key, or the operator
 */
record AuditEntry(long id, Instant at, String actor, String action, JsonNode detail) {}
