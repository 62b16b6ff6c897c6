package dev.keizoku.health.expansion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.SnapshotStream;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterable;
import org.jspecify.annotations.Nullable;

/** What may be proposed to accounts, as it is read. */
@ApplicationScoped
class ExpansionStore {

    private static final TypeReference<List<Condition>> CONDITIONS = new TypeReference<>() {};
    private static final TypeReference<List<Option>> OPTIONS = new TypeReference<>() {};

    private static final String CURRENT = """
            select e.*, h.name, h.band from account_expansion e
            join account_health h on h.tenant = e.tenant and h.account_id = e.account_id and not h.deleted
            """;

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    ExpansionStore(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** An account as it was last looked at. */
    record Looked(
            String accountId,
            @Nullable String name,
            LocalDate day,
            int settingsVersion,
            String band,
            @Nullable BigDecimal score,
            @Nullable BigDecimal nps,
            Eligibility eligibility,
            Rank rank) {

        Looked with(Eligibility newer) {
            return new Looked(accountId, name, day, settingsVersion, band, score, nps, newer, rank);
        }
    }

    /** What the list is ordered by: who is best off comes first, and of those who like us the most. */
    record Rank(BigDecimal score, BigDecimal nps) {}

    /** Where a page ended. */
    record Position(Rank rank, String account) {}

    Optional<Looked> find(TenantId tenant, String account) {
        return jdbi.withHandle(
                handle -> handle.createQuery(CURRENT + "where e.tenant = :tenant and e.account_id = :account")
                        .bind("tenant", tenant.value())
                        .bind("account", account)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /**
     * The accounts by rank.
     *
     * @param kind those to which something of this kind may be proposed, or not; null for what their state says
     */
    List<Looked> list(
            TenantId tenant, Eligibility.State state, @Nullable OfferKind kind, @Nullable Position after, int limit) {
        return jdbi.withHandle(
                handle -> list(handle, tenant, state, kind, after, limit).list());
    }

    ResultIterable<Looked> list(
            Handle handle,
            TenantId tenant,
            Eligibility.State state,
            @Nullable OfferKind kind,
            @Nullable Position after,
            int limit) {
        return handle.createQuery(CURRENT + """
                where e.tenant = :tenant
                    and case when cast(:kind as text) is null then e.state = :state
                        else (:kind = any(e.kinds)) = :eligible end
                    and (cast(:account as text) is null or (e.rank_score, e.rank_nps) < (:score, :nps)
                        or (e.rank_score, e.rank_nps) = (:score, :nps) and e.account_id > :account)
                order by e.rank_score desc, e.rank_nps desc, e.account_id limit :limit
                """)
                .bind("tenant", tenant.value())
                .bind("kind", kind == null ? null : kind.key())
                .bind("state", state.key())
                .bind("eligible", state == Eligibility.State.ELIGIBLE)
                .bind("account", after == null ? null : after.account())
                .bind("score", after == null ? BigDecimal.ZERO : after.rank().score())
                .bind("nps", after == null ? BigDecimal.ZERO : after.rank().nps())
                .bind("limit", limit)
                .setFetchSize(SnapshotStream.ROWS_AT_ONCE)
                .map((row, context) -> read(row));
    }

    private Looked read(ResultSet row) throws SQLException {
        try {
            return new Looked(
                    row.getString("account_id"),
                    row.getString("name"),
                    row.getObject("day", LocalDate.class),
                    row.getInt("settings_version"),
                    row.getString("band"),
                    row.getBigDecimal("score"),
                    row.getBigDecimal("nps"),
                    new Eligibility(
                            Eligibility.State.of(row.getString("state")),
                            mapper.readValue(row.getString("conditions"), CONDITIONS),
                            mapper.readValue(row.getString("options"), OPTIONS)),
                    new Rank(row.getBigDecimal("rank_score"), row.getBigDecimal("rank_nps")));
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
