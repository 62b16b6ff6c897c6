package dev.keizoku.gateway.crm.push;

import static dev.keizoku.gateway.crm.push.ConnectionStore.at;
import static dev.keizoku.gateway.crm.push.ConnectionStore.instant;

import dev.keizoku.gateway.crm.push.connector.Outcome;
import dev.keizoku.gateway.turn.Batches;
import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The runs of each connection: one from when something is due until nothing is. */
@Singleton
class RunStore {

    private static final RowMapper<Run> RUN = (row, context) -> new Run(
            Long.toString(row.getLong("number")),
            row.getString("requested_by"),
            row.getBoolean("dry_run"),
            row.getString("state"),
            row.getObject("started_at", OffsetDateTime.class).toInstant(),
            instant(row, "ended_at"),
            row.getInt("requests"),
            row.getInt("pushed"),
            row.getInt("failed"),
            row.getInt("deferred"),
            row.getString("job_id"));

    private final Jdbi jdbi;
    private final Jdbi bulk;

    RunStore(Jdbi jdbi, @DataSource("bulk") Jdbi bulk) {
        this.jdbi = jdbi;
        this.bulk = bulk;
    }

    /**
     * A run, and what came of it so far.
     *
     * @param jobId the last job of the CRM that it went by; null where it went by batches
     */
    record Run(
            String id,
            @Nullable String requestedBy,
            boolean dryRun,
            String state,
            Instant startedAt,
            @Nullable Instant endedAt,
            int requests,
            int pushed,
            int failed,
            int deferred,
            @Nullable String jobId) {

        long number() {
            return Long.parseLong(id);
        }
    }

    Run begin(Handle handle, Connection connection, @Nullable String by, boolean dryRun, Instant now) {
        return handle.createQuery("""
                        insert into crm_run (tenant, connection_id, requested_by, dry_run, state, started_at, ended_at)
                        values (:tenant, :connection, :by, :dry, case when :dry then 'done' else 'running' end, :now,
                            case when :dry then cast(:now as timestamptz) end)
                        returning *
                        """)
                .bind("tenant", connection.tenant().value())
                .bind("connection", connection.id())
                .bind("by", by)
                .bind("dry", dryRun)
                .bind("now", at(now))
                .map(RUN)
                .one();
    }

    /** The run that is not over, if there is one. */
    Optional<Run> open(Connection connection) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from crm_run where tenant = :tenant and connection_id = :connection
                            and ended_at is null order by number limit 1
                        """)
                .bind("tenant", connection.tenant().value())
                .bind("connection", connection.id())
                .map(RUN)
                .findOne());
    }

    /** Counts a request, and what the CRM said of each of its records. */
    void count(Handle handle, Connection connection, Run run, List<Outcome> outcomes) {
        handle.createUpdate("""
                        update crm_run set requests = requests + 1, pushed = pushed + :pushed, failed = failed + :failed,
                            deferred = deferred + :deferred
                        where tenant = :tenant and connection_id = :connection and number = :number
                        """)
                .bind(
                        "pushed",
                        outcomes.stream()
                                .filter(Outcome.Accepted.class::isInstance)
                                .count())
                .bind(
                        "failed",
                        outcomes.stream()
                                .filter(Outcome.Refused.class::isInstance)
                                .count())
                .bind(
                        "deferred",
                        outcomes.stream()
                                .filter(each -> each instanceof Outcome.Again || each instanceof Outcome.Unnamed)
                                .count())
                .bind("tenant", connection.tenant().value())
                .bind("connection", connection.id())
                .bind("number", run.number())
                .execute();
    }

    /** It goes by this job of the CRM. */
    void byJob(Handle handle, Connection connection, Run run, String job) {
        handle.createUpdate("""
                        update crm_run set job_id = :job
                        where tenant = :tenant and connection_id = :connection and number = :number
                        """)
                .bind("job", job)
                .bind("tenant", connection.tenant().value())
                .bind("connection", connection.id())
                .bind("number", run.number())
                .execute();
    }

    /** Nothing is due any more, unless somebody has just asked for more. */
    void end(Handle handle, Connection connection, Instant now) {
        handle.createUpdate("""
                        update crm_run set state = 'done', ended_at = :now
                        where tenant = :tenant and connection_id = :connection and ended_at is null
                            and not exists (select from crm_connection c where c.tenant = :tenant
                                and c.connection_id = :connection and c.retries_failed)
                        """)
                .bind("now", at(now))
                .bind("tenant", connection.tenant().value())
                .bind("connection", connection.id())
                .execute();
    }

    /** The newest first, before one. */
    List<Run> list(TenantId tenant, String connection, long before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from crm_run where tenant = :tenant and connection_id = :connection
                            and number < :before order by number desc limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("connection", connection)
                .bind("before", before)
                .bind("limit", limit)
                .map(RUN)
                .list());
    }

    void forget(Instant before) {
        Batches.repeat(
                bulk,
                handle -> handle.createUpdate("""
                        with old as materialized (
                            select tenant, connection_id, number from crm_run
                            where started_at < :before and ended_at is not null
                            order by started_at limit :most for update skip locked)
                        delete from crm_run r using old where r.tenant = old.tenant
                            and r.connection_id = old.connection_id and r.number = old.number
                        """)
                        .bind("before", at(before))
                        .bind("most", Batches.ROWS)
                        .execute());
    }
}
