package dev.keizoku.health.known;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * When what is read was known (ADR 16). The present is read from the snapshots alone, so that it does not pay for the
 * past.
 *
 * @param at null for now
 */
public record Known(@Nullable Instant at) {

    public static final Known NOW = new Known(null);

    /** By {@code known_at}: nobody knows yet what will be known. */
    public static Known read(Parameters parameters, Clock clock) {
        Instant at = parameters.instant("known_at");
        if (at != null && at.isAfter(clock.instant())) {
            parameters.error("known_at", FieldError.OUT_OF_RANGE, "What will be known later cannot be told.");
        }
        return at == null ? NOW : new Known(at);
    }

    public boolean isNow() {
        return at == null;
    }

    /** The day it was then in a zone. */
    public LocalDate day(Clock clock, ZoneId zone) {
        return Objects.requireNonNullElseGet(at, clock::instant).atZone(zone).toLocalDate();
    }

    /** The snapshots of that time, of a table that has its past beside it. */
    public String of(String snapshots) {
        return at == null
                ? snapshots
                : "(select * from " + snapshots
                        + "_ever where tenant = :tenant and scored_at <= :known and known_until > :known)";
    }

    public <T extends SqlStatement<T>> T bind(T statement) {
        return at == null ? statement : statement.bind("known", at.atOffset(ZoneOffset.UTC));
    }
}
