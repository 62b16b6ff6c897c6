package dev.keizoku.health.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The signals as they are read. */
@ApplicationScoped
class SignalStore {

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    SignalStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** What the list can be narrowed to. */
    record Filter(
            @Nullable String account,
            @Nullable String type,
            @Nullable String state) {}

    /** Where a page ended. */
    record Position(LocalDate openedOn, UUID signal) {}

    /** Signals by the day they were opened, oldest first. */
    List<RiskSignal> list(TenantId tenant, Filter filter, @Nullable Position after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select * from risk_signal
                where tenant = :tenant
                    and (cast(:account as text) is null or account_id = :account)
                    and (cast(:type as text) is null or type = :type)
                    and (cast(:state as text) is null or state = :state)
                    and (cast(:opened_on as date) is null
                        or (opened_on, signal_id) > (cast(:opened_on as date), cast(:signal as uuid)))
                order by opened_on, signal_id limit :limit
                """)
                .bind("tenant", tenant.value())
                .bind("account", filter.account())
                .bind("type", filter.type())
                .bind("state", filter.state())
                .bind("opened_on", after == null ? null : after.openedOn())
                .bind("signal", after == null ? null : after.signal())
                .bind("limit", limit)
                .map((row, context) -> new RiskSignal(
                        row.getObject("signal_id", UUID.class),
                        row.getString("account_id"),
                        row.getString("type"),
                        row.getString("state"),
                        row.getObject("opened_on", LocalDate.class),
                        row.getObject("resolved_on", LocalDate.class),
                        row.getString("resolution"),
                        json(row.getString("evidence"))))
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
