package dev.keizoku.health.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.known.Known;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The risks as they are read. */
@ApplicationScoped
class RiskStore {

    /** How far back the latest one before a day is looked for. */
    private static final int LOOK_BACK_DAYS = 92;

    private static final TypeReference<List<Risk.Part>> PARTS = new TypeReference<>() {};
    private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    RiskStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** The risk of the day or of the last one before it; the latest when no day is asked for. */
    Optional<AccountRisk> find(TenantId tenant, String account, @Nullable LocalDate day, Known known) {
        return jdbi.withHandle(handle -> known.bind(handle.createQuery("""
                select r.* from (select coalesce(cast(:day as date), (select h.day from account_health h
                    where h.tenant = :tenant and h.account_id = :account and not h.deleted)) as day) asked
                cross join generate_series(0, :back) as ago(days)
                join %s r on r.tenant = :tenant and r.day = asked.day - ago.days and r.account_id = :account
                order by r.day desc limit 1
                """.formatted(known.of("risk_snapshot"))))
                .bind("tenant", tenant.value())
                .bind("account", account)
                .bind("day", day)
                .bind("back", LOOK_BACK_DAYS)
                .map((row, context) -> read(row))
                .findOne());
    }

    private AccountRisk read(ResultSet row) throws SQLException {
        try {
            return new AccountRisk(
                    row.getObject("day", LocalDate.class),
                    row.getInt("settings_version"),
                    row.getBigDecimal("value"),
                    RiskLevel.of(row.getString("level")),
                    mapper.readValue(row.getString("parts"), PARTS),
                    mapper.readValue(row.getString("findings"), FINDINGS));
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
