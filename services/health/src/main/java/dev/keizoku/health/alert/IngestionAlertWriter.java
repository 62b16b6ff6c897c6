package dev.keizoku.health.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Opens and resolves alerts: one is open per tenant and kind. What is learned of an older day changes nothing. */
@ApplicationScoped
public class IngestionAlertWriter {

    private final ObjectMapper mapper;
    private final Clock clock;

    IngestionAlertWriter(ObjectMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /** Something is wrong on the day; the same again changes nothing. */
    public void open(Handle handle, TenantId tenant, AlertKind kind, LocalDate day, Map<String, Object> evidence) {
        handle.createUpdate("""
                insert into ingestion_alert as a (tenant, kind, state, opened_on, evidence, updated_on, created_at)
                select :tenant, :kind, 'open', :day, cast(:evidence as jsonb), :day, :now
                where not exists (select from ingestion_alert newer where newer.tenant = :tenant
                    and newer.kind = :kind and newer.updated_on > cast(:day as date))
                on conflict (tenant, kind) where state = 'open'
                do update set evidence = excluded.evidence, updated_on = excluded.updated_on
                where (a.evidence, a.updated_on) is distinct from (excluded.evidence, excluded.updated_on)
                """)
                .bind("tenant", tenant.value())
                .bind("kind", kind.key())
                .bind("day", day)
                .bind("evidence", json(evidence))
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** The first day of the alert of the kind that is open; empty when none is. */
    public Optional<LocalDate> openSince(Handle handle, TenantId tenant, AlertKind kind) {
        return handle.createQuery("""
                select opened_on from ingestion_alert where tenant = :tenant and kind = :kind and state = 'open'
                """)
                .bind("tenant", tenant.value())
                .bind("kind", kind.key())
                .mapTo(LocalDate.class)
                .findOne();
    }

    /** All is well on the day. */
    public void resolve(Handle handle, TenantId tenant, AlertKind kind, LocalDate day) {
        handle.createUpdate("""
                update ingestion_alert set state = 'resolved', resolved_on = :day, updated_on = :day
                where tenant = :tenant and kind = :kind and state = 'open' and updated_on <= :day
                """)
                .bind("tenant", tenant.value())
                .bind("kind", kind.key())
                .bind("day", day)
                .execute();
    }

    private String json(Map<String, Object> evidence) {
        try {
            return mapper.writeValueAsString(evidence);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
