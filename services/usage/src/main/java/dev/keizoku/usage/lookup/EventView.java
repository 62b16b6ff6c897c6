package dev.keizoku.usage.lookup;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An event as it is shown: what was received, when, and the day it counts for. What it did not name is left out. */
public record EventView(
        String source,
        String id,
        String name,
        @Nullable String accountId,
        @Nullable String userId,
        @Nullable String feature,
        @Nullable BigDecimal value,

        @JsonRawValue @Nullable String properties,

        @JsonRawValue @Nullable String extensions,

        Instant time,
        Instant receivedAt,
        LocalDate day,
        LocalDate receivedOn) {

    public static EventView from(StoredEvent event) {
        BigDecimal value = event.value();
        return new EventView(
                event.source(),
                event.id(),
                event.name(),
                orNull(event.account()),
                orNull(event.user()),
                orNull(event.feature()),
                value == null ? null : value.stripTrailingZeros(),
                event.properties(),
                event.extensions(),
                event.occurredAt(),
                event.receivedAt(),
                event.day(),
                event.receivedOn());
    }

    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }
}
