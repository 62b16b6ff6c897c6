package dev.keizoku.health.prospect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The prospects as they are read. */
@ApplicationScoped
class ProspectStore {

    private static final TypeReference<List<Readiness.Part>> PARTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    ProspectStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** Somebody who does not pay yet. */
    record Prospect(
            String accountId,
            @Nullable String name,
            @Nullable String owner,
            String state,
            BigDecimal readiness,
            List<Readiness.Part> parts,
            LocalDate day) {}

    /** Where a page ended. */
    record Position(BigDecimal readiness, String account) {}

    /** Those who are most ready first. */
    List<Prospect> list(TenantId tenant, @Nullable String state, @Nullable Position after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                select * from prospect
                where tenant = :tenant and (cast(:state as text) is null or state = :state)
                    and (cast(:account as text) is null or readiness < :readiness
                        or readiness = :readiness and account_id > :account)
                order by readiness desc, account_id limit :limit
                """)
                .bind("tenant", tenant.value())
                .bind("state", state)
                .bind("account", after == null ? null : after.account())
                .bind("readiness", after == null ? BigDecimal.ZERO : after.readiness())
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
    }

    private Prospect read(ResultSet row) throws SQLException {
        try {
            return new Prospect(
                    row.getString("account_id"),
                    row.getString("name"),
                    row.getString("owner"),
                    row.getString("state"),
                    row.getBigDecimal("readiness"),
                    mapper.readValue(row.getString("parts"), PARTS),
                    row.getObject("day", LocalDate.class));
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
