package dev.keizoku.health.cohort;

import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.score.CohortRanks;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The ranks of a day's values in their cohorts, worked out once when a run starts, from the values of the run before: so
 * that a run needs one pass, and every part of it ranks by the same.
 */
@ApplicationScoped
public class CohortRankStore {

    /** Fewer accounts make no cohort. */
    private static final int LEAST_ACCOUNTS = 30;

    /** Ranks older than this are those of another time. */
    private static final int DAYS = 7;

    private static final String RANKS = """
            select s.cohort, m ->> 'measure' as measure, count(*) as accounts,
                percentile_disc((select array_agg(n / 200.0::float8 order by n) from generate_series(0, 200) n))
                    within group (order by cast(coalesce(m ->> 'input', m ->> 'value') as float8)) as grid
            from score_snapshot s cross join lateral jsonb_array_elements(s.measures) m
            where s.tenant = :tenant and s.day = :day and s.live and s.cohort is not null
                and m ->> 'state' in ('ok', 'zero') and m ->> 'measure' = any(:measures)
            group by 1, 2 having count(*) >= :least
            """;

    CohortRankStore() {}

    /** Works the ranks of a day out and keeps them. */
    public void keep(Handle handle, TenantId tenant, LocalDate day, Set<MeasureKey> measures) {
        if (measures.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                insert into cohort_rank (tenant, day, cohort, measure, accounts, grid)
                select :tenant, :day, r.cohort, r.measure, r.accounts, r.grid from (%s) r
                on conflict (tenant, day, cohort, measure) do update set accounts = excluded.accounts, grid = excluded.grid
                """.formatted(RANKS))
                .bind("tenant", tenant.value())
                .bind("day", day)
                .bindArray("measures", String.class, keys(measures))
                .bind("least", LEAST_ACCOUNTS)
                .execute();
    }

    /** The latest ranks of a day or of the week before it. */
    public CohortRanks upTo(Handle handle, TenantId tenant, @Nullable LocalDate day, Set<MeasureKey> measures) {
        if (day == null || measures.isEmpty()) {
            return CohortRanks.NONE;
        }
        return new CohortRanks(handle.createQuery("""
                select cohort, measure, grid from cohort_rank
                where tenant = :tenant and measure = any(:measures) and day = (
                    select max(day) from cohort_rank where tenant = :tenant and day <= :day
                        and day > cast(:day as date) - :days)
                """)
                .bind("tenant", tenant.value())
                .bind("day", day)
                .bind("days", DAYS)
                .bindArray("measures", String.class, keys(measures))
                .map((row, context) -> grid(row))
                .list());
    }

    /** The ranks of the latest day that was scored, without keeping them. */
    public CohortRanks ofTheLatestDay(Handle handle, TenantId tenant, Set<MeasureKey> measures) {
        if (measures.isEmpty()) {
            return CohortRanks.NONE;
        }
        LocalDate latest = handle.createQuery("select max(day) from score_snapshot where tenant = :tenant")
                .bind("tenant", tenant.value())
                .mapTo(LocalDate.class)
                .findOne()
                .orElse(null);
        return latest == null
                ? CohortRanks.NONE
                : new CohortRanks(handle.createQuery(RANKS)
                        .bind("tenant", tenant.value())
                        .bind("day", latest)
                        .bindArray("measures", String.class, keys(measures))
                        .bind("least", LEAST_ACCOUNTS)
                        .map((row, context) -> grid(row))
                        .list());
    }

    private static List<String> keys(Set<MeasureKey> measures) {
        return measures.stream().map(MeasureKey::key).sorted().toList();
    }

    private static CohortRanks.Grid grid(ResultSet row) throws SQLException {
        Double[] values = (Double[]) row.getArray("grid").getArray();
        return new CohortRanks.Grid(
                row.getString("cohort"),
                MeasureKey.valueOf(row.getString("measure").toUpperCase(Locale.ROOT)),
                Arrays.stream(values).mapToDouble(Double::doubleValue).toArray());
    }
}
