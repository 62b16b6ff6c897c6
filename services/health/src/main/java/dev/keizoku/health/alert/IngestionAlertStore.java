package dev.keizoku.health.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The alerts as they are read. */
@ApplicationScoped
class IngestionAlertStore {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    IngestionAlertStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** Where a page ended. */
    record Position(LocalDate openedOn, UUID alert) {}

    /** Alerts by the day they were opened, newest first. */
    List<IngestionAlert> list(TenantId tenant, @Nullable String state, @Nullable Position before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select * from ingestion_alert
                where tenant = :tenant and (cast(:state as text) is null or state = :state)
                    and (cast(:opened_on as date) is null
                        or (opened_on, alert_id) < (cast(:opened_on as date), cast(:alert as uuid)))
                order by opened_on desc, alert_id desc limit :limit
                """)
                .bind("tenant", tenant.value())
                .bind("state", state)
                .bind("opened_on", before == null ? null : before.openedOn())
                .bind("alert", before == null ? null : before.alert())
                .bind("limit", limit)
                .map((row, context) -> new IngestionAlert(
                        row.getObject("alert_id", UUID.class),
                        row.getString("kind"),
                        row.getString("state"),
                        row.getObject("opened_on", LocalDate.class),
                        row.getObject("updated_on", LocalDate.class),
                        row.getObject("resolved_on", LocalDate.class),
                        json(row.getString("evidence")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list());
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
