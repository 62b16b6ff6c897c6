package dev.keizoku.health.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.cohort.CohortRankStore;
import dev.keizoku.health.known.Known;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.portfolio.AccountFilter;
import dev.keizoku.health.score.CohortRanks;
import dev.keizoku.kernel.SnapshotStream;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterable;
import org.jspecify.annotations.Nullable;

/** The scores as people and CRMs read them. */
@ApplicationScoped
class HealthStore {

    /** How far back the latest score before a day is looked for. */
    private static final int LOOK_BACK_DAYS = 92;

    private static final String SCORES = "score_snapshot";
    private static final String RISKS = "risk_snapshot";

    private static final String CURRENT = """
            select h.*, k.level as risk_level, k.value as risk_value,
                coalesce((select array_agg(r.type order by r.type) from risk_signal r where r.tenant = h.tenant
                    and r.account_id = h.account_id and r.state <> 'resolved'), '{}') as signals,
                e.state as expansion_state
            from account_health h
            left join risk_snapshot k on k.tenant = h.tenant and k.day = h.day and k.account_id = h.account_id
            left join account_expansion e on e.tenant = h.tenant and e.account_id = h.account_id
            """;

    private final Jdbi jdbi;
    private final CohortRankStore ranks;
    private final ScoreRows rows;

    HealthStore(Jdbi jdbi, CohortRankStore ranks, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.ranks = ranks;
        this.rows = new ScoreRows(mapper);
    }

    /** What the list can be narrowed to. */
    record Filter(
            List<String> bands,
            AccountFilter accounts,
            @Nullable Instant updatedSince) {}

    /**
     * The accounts whose score moved after a position, in the order they moved. The gone ones are among them. Times move
     * with the numbers, so the last row before a time is where its changes begin.
     */
    List<CurrentHealth> changes(TenantId tenant, long after, Filter filter, int limit) {
        return jdbi.withHandle(handle -> filter.accounts()
                .bind(handle.createQuery(
                        CURRENT + """
                where h.tenant = :tenant and h.change_seq > :after
                    and (cardinality(cast(:bands as text[])) = 0 or h.band = any(:bands) or h.deleted)
                    and (h.deleted or %s)
                    and h.change_seq > coalesce((select p.change_seq from account_health p
                        where p.tenant = :tenant and p.updated_at < cast(:since as timestamptz)
                        order by p.updated_at desc, p.change_seq desc limit 1), 0)
                order by h.change_seq limit :limit
                """.formatted(filter.accounts().exists())))
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bindArray("bands", String.class, filter.bands())
                .bind(
                        "since",
                        filter.updatedSince() == null
                                ? null
                                : filter.updatedSince().atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .map((row, context) -> rows.current(row))
                .list());
    }

    /** All of them in the same order; those that are gone only where something is told of what changed. */
    ResultIterable<CurrentHealth> all(Handle handle, TenantId tenant, long after, Filter filter) {
        return filter.accounts()
                .bind(handle.createQuery(
                        CURRENT + """
                where h.tenant = :tenant and h.change_seq > :after
                    and (cardinality(cast(:bands as text[])) = 0 or h.band = any(:bands) or h.deleted)
                    and case when h.deleted then :after > 0 else %s end
                order by h.change_seq
                """.formatted(filter.accounts().exists())))
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bindArray("bands", String.class, filter.bands())
                .setFetchSize(SnapshotStream.ROWS_AT_ONCE)
                .map((row, context) -> rows.current(row));
    }

    Optional<CurrentHealth> current(TenantId tenant, String account) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        CURRENT + "where h.tenant = :tenant and h.account_id = :account and not h.deleted")
                .bind("tenant", tenant.value())
                .bind("account", account)
                .map((row, context) -> rows.current(row))
                .findOne());
    }

    /** The latest scores of some accounts, in the order of their ids. */
    List<CurrentHealth> current(TenantId tenant, List<String> accounts) {
        return jdbi.withHandle(handle -> handle.createQuery(CURRENT
                        + "where h.tenant = :tenant and h.account_id = any(:accounts) and not h.deleted"
                        + " order by h.account_id")
                .bind("tenant", tenant.value())
                .bindArray("accounts", String.class, accounts)
                .map((row, context) -> rows.current(row))
                .list());
    }

    /** The latest score of the day or before it. */
    Optional<ScoredDay> asOf(TenantId tenant, String account, LocalDate day, Known known) {
        return jdbi.withHandle(
                handle -> known.bind(handle.createQuery("""
                select s.*, k.level as risk_level, k.value as risk_value from generate_series(0, :back) as ago(days)
                join %s s on s.tenant = :tenant and s.day = cast(:day as date) - ago.days and s.account_id = :account
                left join %s k on k.tenant = s.tenant and k.day = s.day and k.account_id = s.account_id
                order by s.day desc limit 1
                """.formatted(known.of(SCORES), known.of(RISKS))))
                        .bind("tenant", tenant.value())
                        .bind("account", account)
                        .bind("day", day)
                        .bind("back", LOOK_BACK_DAYS)
                        .map((row, context) -> rows.scored(row))
                        .findOne());
    }

    /** With whom an account was compared on a day, and how they did. */
    record Compared(String cohort, CohortRanks ranks) {}

    /** The cohort as it was known; how they did as it is. */
    Compared compared(TenantId tenant, String account, LocalDate day, Set<MeasureKey> measures, Known known) {
        return jdbi.withHandle(handle -> new Compared(
                known.bind(handle.createQuery("""
                                select coalesce(cohort, '') from %s s
                                where tenant = :tenant and day = :day and account_id = :account
                                """.formatted(known.of(SCORES))))
                        .bind("tenant", tenant.value())
                        .bind("day", day)
                        .bind("account", account)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(""),
                ranks.upTo(handle, tenant, day.minusDays(1), measures)));
    }

    /** The effective scores of the days up to one, oldest first; days without one are left out. */
    List<ScoreTrend.Close> closes(TenantId tenant, String account, LocalDate day, Known known) {
        return jdbi.withHandle(handle -> known.bind(handle.createQuery("""
                select s.day, s.effective from generate_series(0, :back) as ago(days)
                join %s s on s.tenant = :tenant and s.day = cast(:day as date) - ago.days and s.account_id = :account
                where s.effective is not null order by s.day
                """.formatted(known.of(SCORES))))
                .bind("tenant", tenant.value())
                .bind("account", account)
                .bind("day", day)
                .bind("back", ScoreTrend.DAYS)
                .map((row, context) ->
                        new ScoreTrend.Close(row.getObject("day", LocalDate.class), row.getBigDecimal("effective")))
                .list());
    }

    /** The scores of the days from one until before another; of each week only the last when asked for weeks. */
    List<ScoredDay> history(
            TenantId tenant, String account, LocalDate from, LocalDate to, boolean weekly, Known known) {
        return jdbi.withHandle(
                handle -> known.bind(handle.createQuery("""
                select * from (
                    select s.*, k.level as risk_level, k.value as risk_value, row_number() over (
                        partition by date_trunc('week', s.day) order by s.day desc) as from_the_end
                    from generate_series(0, cast(:to as date) - cast(:from as date) - 1) as ahead(days)
                    join %s s on s.tenant = :tenant and s.day = cast(:from as date) + ahead.days
                        and s.account_id = :account
                    left join %s k on k.tenant = s.tenant and k.day = s.day and k.account_id = s.account_id
                ) days
                where not :weekly or from_the_end = 1 order by day
                """.formatted(known.of(SCORES), known.of(RISKS))))
                        .bind("tenant", tenant.value())
                        .bind("account", account)
                        .bind("from", from)
                        .bind("to", to)
                        .bind("weekly", weekly)
                        .map((row, context) -> rows.scored(row))
                        .list());
    }
}
