package dev.keizoku.health.override;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.ManualOverride;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An override on the wire. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record OverrideView(
        UUID id,
        String accountId,
        ManualOverride.Kind kind,
        @Nullable BigDecimal value,
        @Nullable Band band,
        String reasonCode,
        @Nullable String note,
        String author,
        Instant createdAt,
        Instant expiresAt,
        String state,
        @Nullable Instant endedAt,
        @Nullable String endedBy) {

    static OverrideView of(HealthOverride override, Instant now) {
        return new OverrideView(
                override.set().id(),
                override.accountId(),
                override.set().kind(),
                override.set().value(),
                override.set().band(),
                override.set().reason(),
                override.note(),
                override.createdBy(),
                override.createdAt(),
                override.expiresAt(),
                override.stateAt(now).name().toLowerCase(Locale.ROOT),
                override.endedAt(),
                override.endedBy());
    }
}
