package dev.keizoku.health.run;

import dev.keizoku.health.pull.AccountStreams;
import dev.keizoku.health.score.Scorer;
import dev.keizoku.health.scorecard.Scorecards;
import dev.keizoku.health.touchpoint.TouchpointTallies;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Decides once per run what all its shards and all its resumptions have to agree on. */
@ApplicationScoped
class RunPreparation {

    private final Jdbi bulk;
    private final AccountStreams streams;
    private final TouchpointTallies tallies;
    private final Scorecards scorecards;
    private final Tenants tenants;
    private final Clock clock;

    RunPreparation(
            @DataSource("bulk") Jdbi bulk,
            AccountStreams streams,
            TouchpointTallies tallies,
            Scorecards scorecards,
            Tenants tenants,
            Clock clock) {
        this.bulk = bulk;
        this.streams = streams;
        this.tallies = tallies;
        this.scorecards = scorecards;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** The run as the database has it; the flags are null until it is prepared. */
    private record Stored(
            LocalDate day,
            Instant knownAt,
            int scorecardVersion,
            boolean prepared,
            boolean usageFlows,
            boolean supportFlows,
            @Nullable LocalDate beforeDay,
            @Nullable LocalDate trendDay) {}

    RunContext prepare(TenantId tenant, UUID run) {
        Stored stored = bulk.withHandle(handle -> read(handle, tenant, run));
        ZoneId zone = tenants.get(tenant).zone();
        if (!stored.prepared()) {
            boolean usageFlows = streams.usageFlows(tenant, stored.day(), stored.knownAt());
            Stored unprepared = stored;
            stored = bulk.inTransaction(handle -> {
                decide(handle, tenant, run, unprepared, zone, usageFlows);
                return read(handle, tenant, run);
            });
        }
        return new RunContext(
                tenant,
                run,
                stored.day(),
                stored.knownAt(),
                zone,
                stored.scorecardVersion(),
                new Scorer(scorecards.version(tenant, stored.scorecardVersion()).scorecard()),
                stored.usageFlows(),
                stored.supportFlows(),
                stored.beforeDay(),
                stored.trendDay(),
                streams.featureReleases(tenant, zone));
    }

    private void decide(Handle handle, TenantId tenant, UUID run, Stored stored, ZoneId zone, boolean usageFlows) {
        boolean supportFlows =
                tallies.supportFlows(handle, tenant, new TouchpointTallies.AsOf(stored.day(), zone, stored.knownAt()));
        // Another worker may have decided meanwhile; the first decision stands.
        handle.createUpdate("""
                update score_run set started_at = :now, usage_flows = :usage, support_flows = :support,
                    before_day = (select max(day) from score_snapshot
                        where tenant = :tenant and day between cast(:day as date) - 7 and cast(:day as date) - 1),
                    trend_day = (select max(day) from score_snapshot
                        where tenant = :tenant and day between cast(:day as date) - 37 and cast(:day as date) - 30)
                where tenant = :tenant and run_id = :run and started_at is null
                """)
                .bind("tenant", tenant.value())
                .bind("run", run)
                .bind("day", stored.day())
                .bind("usage", usageFlows)
                .bind("support", supportFlows)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static Stored read(Handle handle, TenantId tenant, UUID run) {
        return handle.createQuery("select * from score_run where tenant = :tenant and run_id = :run")
                .bind("tenant", tenant.value())
                .bind("run", run)
                .map((row, context) -> new Stored(
                        row.getObject("day", LocalDate.class),
                        row.getObject("known_at", OffsetDateTime.class).toInstant(),
                        row.getInt("scorecard_version"),
                        row.getObject("started_at") != null,
                        row.getBoolean("usage_flows"),
                        row.getBoolean("support_flows"),
                        row.getObject("before_day", LocalDate.class),
                        row.getObject("trend_day", LocalDate.class)))
                .one();
    }
}
