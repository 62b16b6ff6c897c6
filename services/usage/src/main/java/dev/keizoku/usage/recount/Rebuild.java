package dev.keizoku.usage.recount;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Days of a tenant that are counted again from the events, one after another.
 *
 * @param to the day to stop before
 * @param daysSkipped days that were left alone because their events are no longer kept
 * @param rowsCorrected rollups that did not say what the events say
 * @param error why it failed
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Rebuild(
        UUID id,
        Status status,
        LocalDate from,
        LocalDate to,
        long daysDone,
        long daysTotal,
        long daysSkipped,
        long rowsCorrected,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String error) {

    /** How far it has come. */
    enum Status {
        QUEUED,
        RUNNING,
        DONE,
        FAILED;

        @JsonValue
        String value() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String value) {
            return valueOf(value.toUpperCase(Locale.ROOT));
        }
    }
}
