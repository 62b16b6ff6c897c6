package dev.keizoku.usage.lookup;

import dev.keizoku.usage.event.EventIdentity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored; account, user and feature are empty where it names none.
 *
 * @param day the tenant's day it counts for
 * @param receivedOn the day from which on it is known
 * @param properties JSON, null when there is none; likewise extensions
 */
public record StoredEvent(
        EventIdentity identity,
        String source,
        String id,
        String name,
        String account,
        String user,
        String feature,
        @Nullable BigDecimal value,
        @Nullable String properties,
        @Nullable String extensions,
        Instant occurredAt,
        Instant receivedAt,
        LocalDate day,
        LocalDate receivedOn) {}
