package dev.keizoku.health.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.notice.PersonNotices;
import dev.keizoku.kernel.SnapshotStream;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterable;
import org.jspecify.annotations.Nullable;

/** The signals as they are read, and what people say of them. */
@ApplicationScoped
class SignalStore {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;
    private final PersonNotices notices;

    SignalStore(Jdbi jdbi, ObjectMapper mapper, PersonNotices notices) {
        this.jdbi = jdbi;
        this.mapper = mapper;
        this.notices = notices;
    }

    /** What the list can be narrowed to; no types are all. */
    record Filter(
            @Nullable String account,
            List<String> types,
            @Nullable String state) {}

    /** Where a page ended. */
    record Position(LocalDate openedOn, UUID signal) {}

    /** Signals by the day they were opened, oldest first. */
    List<RiskSignal> list(TenantId tenant, Filter filter, @Nullable Position after, int limit) {
        return jdbi.withHandle(
                handle -> list(handle, tenant, filter, after, limit).list());
    }

    ResultIterable<RiskSignal> list(
            Handle handle, TenantId tenant, Filter filter, @Nullable Position after, int limit) {
        return handle.createQuery("""
                select * from risk_signal
                where tenant = :tenant
                    and (cast(:account as text) is null or account_id = :account)
                    and (cardinality(cast(:types as text[])) = 0 or type = any(:types))
                    and (cast(:state as text) is null or state = :state)
                    and (cast(:opened_on as date) is null
                        or (opened_on, signal_id) > (cast(:opened_on as date), cast(:signal as uuid)))
                order by opened_on, signal_id limit :limit
                """)
                .bind("tenant", tenant.value())
                .bind("account", filter.account())
                .bindArray("types", String.class, filter.types())
                .bind("state", filter.state())
                .bind("opened_on", after == null ? null : after.openedOn())
                .bind("signal", after == null ? null : after.signal())
                .bind("limit", limit)
                .setFetchSize(SnapshotStream.ROWS_AT_ONCE)
                .map((row, context) -> read(row));
    }

    Optional<RiskSignal> find(TenantId tenant, UUID signal) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from risk_signal where tenant = :tenant and signal_id = :signal")
                        .bind("tenant", tenant.value())
                        .bind("signal", signal)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /** Notes that somebody deals with it, and how strong it was then; says whether it was unresolved. */
    boolean acknowledge(TenantId tenant, UUID signal, RiskSignal.Acknowledgement said) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update risk_signal set state = 'acknowledged', acknowledged_at = :at, acknowledged_by = :by,
                            acknowledged_note = :note, acknowledged_severity = severity
                        where tenant = :tenant and signal_id = :signal and state <> 'resolved'
                        """)
                        .bind("tenant", tenant.value())
                        .bind("signal", signal)
                        .bind("at", said.at().atOffset(ZoneOffset.UTC))
                        .bind("by", said.by())
                        .bind("note", said.note())
                        .execute())
                == 1;
    }

    /** Tells that somebody deals with it; {@code before} is how it stood. */
    void tellAcknowledged(TenantId tenant, UUID signal, String before, Instant at) {
        jdbi.useHandle(handle -> notices.acknowledged(handle, tenant, signal, before, at.atOffset(ZoneOffset.UTC)));
    }

    private RiskSignal read(ResultSet row) throws SQLException {
        OffsetDateTime acknowledgedAt = row.getObject("acknowledged_at", OffsetDateTime.class);
        return new RiskSignal(
                row.getObject("signal_id", UUID.class),
                row.getString("account_id"),
                SignalType.valueOf(row.getString("type")),
                row.getString("state"),
                row.getBigDecimal("severity"),
                row.getObject("opened_on", LocalDate.class),
                row.getObject("updated_on", LocalDate.class),
                row.getObject("reopened_on", LocalDate.class),
                row.getObject("resolved_on", LocalDate.class),
                row.getString("resolution"),
                acknowledgedAt == null
                        ? null
                        : new RiskSignal.Acknowledgement(
                                acknowledgedAt.toInstant(),
                                row.getString("acknowledged_by"),
                                row.getString("acknowledged_note")),
                json(row.getString("evidence")));
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
