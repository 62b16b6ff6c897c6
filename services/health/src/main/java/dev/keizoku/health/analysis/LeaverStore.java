package dev.keizoku.health.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.signal.RiskLevel;
import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads who left, what was found out of them, and what had been seen before. */
@ApplicationScoped
class LeaverStore {

    private static final int FETCH = 2_000;

    /** What a customer has said by giving notice is no sign that we saw, so the looking ends with the notice. */
    private static final String LEFT = """
            select s.account_id, s.name, s.owner, s.left_on, s.paid_mrr, s.currency,
                p.reason, p.detected, p.signal, p.occurred_at, w.day as sign_on, w.level as sign_level, w.parts,
                exists (select from generate_series(1, 7) as ago(days)
                    join risk_snapshot r on r.tenant = :tenant and r.day = s.left_on - ago.days
                        and r.account_id = s.account_id) as watched
            from account_standing s
            left join lateral (
                select t.details ->> 'reason' as reason, cast(t.details ->> 'detected' as boolean) as detected,
                    t.details ->> 'signal' as signal, t.occurred_at
                from touchpoint t
                where t.tenant = :tenant and t.account_id = s.account_id and t.kind = 'post_mortem'
                    and t.occurred_at >= s.left_on - 365
                order by t.occurred_at desc, t.touchpoint_id desc limit 1) p on true
            left join lateral (
                select min(n.opened_on) as day from risk_signal n
                where n.tenant = :tenant and n.account_id = s.account_id and n.type = 'CANCELLATION_NOTICE'
                    and n.opened_on < s.left_on and (n.resolved_on is null or n.resolved_on >= s.left_on)) notice on true
            left join lateral (
                select r.day, r.level, r.parts from risk_snapshot r
                where r.tenant = :tenant and r.account_id = s.account_id and r.level <> 'low'
                    and r.day >= s.left_on - 365 and r.day < coalesce(notice.day, s.left_on)
                order by r.day limit 1) w on true
            where s.tenant = :tenant and not s.live and s.left_on >= :from and s.left_on < :to
            """;

    private final Jdbi bulk;
    private final ObjectMapper mapper;

    LeaverStore(@DataSource("bulk") Jdbi bulk, ObjectMapper mapper) {
        this.bulk = bulk;
        this.mapper = mapper;
    }

    /** The days accounts left on that are asked about, the last one not among them. */
    record Scope(TenantId tenant, LocalDate from, LocalDate to) {}

    /** Where a page ended. */
    record Position(LocalDate leftOn, String account) {}

    /** Who left, the latest first. */
    List<Leaver> page(Scope scope, @Nullable Position after, int limit) {
        return bulk.withHandle(handle -> handle.createQuery(LEFT + """
                    and (cast(:left_on as date) is null or s.left_on < cast(:left_on as date)
                        or s.left_on = cast(:left_on as date) and s.account_id > :account)
                order by s.left_on desc, s.account_id limit :limit
                """)
                .bind("tenant", scope.tenant().value())
                .bind("from", scope.from())
                .bind("to", scope.to())
                .bind("left_on", after == null ? null : after.leftOn())
                .bind("account", after == null ? null : after.account())
                .bind("limit", limit)
                .map((row, context) -> leaver(row))
                .list());
    }

    List<Leaver> all(Scope scope) {
        return bulk.inTransaction(handle -> handle.createQuery(LEFT)
                .setFetchSize(FETCH)
                .bind("tenant", scope.tenant().value())
                .bind("from", scope.from())
                .bind("to", scope.to())
                .map((row, context) -> leaver(row))
                .list());
    }

    private Leaver leaver(ResultSet row) throws SQLException {
        return new Leaver(
                row.getString("account_id"),
                row.getString("name"),
                row.getString("owner"),
                row.getObject("left_on", LocalDate.class),
                row.getBigDecimal("paid_mrr"),
                row.getString("currency"),
                row.getBoolean("watched"),
                interview(row),
                firstSign(row));
    }

    private static Leaver.@Nullable Interview interview(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return reason == null
                ? null
                : new Leaver.Interview(
                        reason,
                        row.getObject("detected", Boolean.class),
                        row.getString("signal"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant());
    }

    private Leaver.@Nullable FirstSign firstSign(ResultSet row) throws SQLException {
        LocalDate on = row.getObject("sign_on", LocalDate.class);
        return on == null
                ? null
                : new Leaver.FirstSign(
                        on, RiskLevel.of(row.getString("sign_level")), strongest(row.getString("parts")));
    }

    private @Nullable String strongest(String parts) {
        try {
            JsonNode type = mapper.readTree(parts).path(0).path("type");
            return type.isTextual() ? type.asText() : null;
        } catch (JsonProcessingException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
