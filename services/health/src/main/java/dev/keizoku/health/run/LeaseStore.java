package dev.keizoku.health.run;

import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Who works on which shard: claimed, renewed and given back by the clock of the database, guarded by a fence. */
@ApplicationScoped
class LeaseStore {

    private static final RowMapper<Lease> LEASE = (row, context) -> new Lease(
            new TenantId(row.getString("tenant")),
            row.getObject("run_id", UUID.class),
            row.getString("job"),
            row.getObject("business_day", LocalDate.class),
            row.getInt("shard"),
            row.getLong("fence"),
            row.getString("from_account"),
            row.getString("to_account"),
            row.getString("position"),
            row.getInt("attempts"));

    private final Jdbi bulk;
    private final RunConfig config;

    LeaseStore(@DataSource("bulk") Jdbi bulk, RunConfig config) {
        this.bulk = bulk;
        this.config = config;
    }

    /**
     * Takes the next shard nobody works on, of the oldest unfinished run of its tenant.
     *
     * <p>The choice is materialised: inside a join it may be made anew for each row, and each time skips what it has
     * locked before, so that several shards are taken at once.
     */
    Optional<Lease> claim(String owner) {
        return bulk.inTransaction(handle -> {
            Optional<Lease> lease = handle.createQuery("""
                    with next as materialized (
                        select w.tenant, w.job, w.business_day, w.shard, r.run_id
                        from score_run r join job_run w on w.tenant = r.tenant and w.business_day = r.day
                            and w.job = case r.kind when 'night' then 'night' else r.run_id::text end
                        where r.status in ('queued', 'running') and w.status <> 'done' and w.lease_until < now()
                            and not exists (select from score_run older where older.tenant = r.tenant
                                and older.status in ('queued', 'running') and older.run_no < r.run_no)
                        order by r.created_at, w.shard
                        limit 1
                        for update of w skip locked
                    )
                    update job_run j set status = 'running', owner = :owner, fence = j.fence + 1,
                        attempts = j.attempts + 1, lease_until = now() + make_interval(secs => :lease)
                    from next
                    where j.tenant = next.tenant and j.job = next.job and j.business_day = next.business_day
                        and j.shard = next.shard and j.status <> 'done' and j.lease_until < now()
                    returning j.*, next.run_id
                    """)
                    .bind("owner", owner)
                    .bind("lease", config.lease().toMillis() / 1000.0)
                    .map(LEASE)
                    .findOne();
            lease.ifPresent(taken -> handle.createUpdate("""
                            update score_run set status = 'running' where tenant = :tenant and run_id = :run
                                and status = 'queued'
                            """)
                    .bind("tenant", taken.tenant().value())
                    .bind("run", taken.run())
                    .execute());
            return lease;
        });
    }

    /**
     * Makes sure that the shard is still the worker's, and stays it until the transaction ends; its first statement.
     *
     * @throws Lease.Lost when somebody else has the shard by now
     */
    void hold(Handle handle, Lease lease) {
        advance(handle, lease, null, 0, false);
    }

    /**
     * Moves the shard on inside the transaction that wrote what was scored.
     *
     * @param position the last account this transaction does; null when it does none
     * @throws Lease.Lost when somebody else has the shard by now
     */
    void advance(Handle handle, Lease lease, @Nullable String position, long accounts, boolean done) {
        int held = guarded(handle, lease, """
                update job_run set position = coalesce(:position, position), accounts_done = accounts_done + :accounts,
                    attempts = case when cast(:position as text) is null then attempts else 0 end,
                    status = case when :done then 'done' else status end,
                    owner = case when :done then null else owner end,
                    lease_until = clock_timestamp() + make_interval(secs => :lease)
                where tenant = :tenant and job = :job and business_day = :business_day and shard = :shard
                    and fence = :fence and status = 'running'
                """)
                .bind("position", position)
                .bind("accounts", accounts)
                .bind("done", done)
                .bind("lease", config.lease().toMillis() / 1000.0)
                .execute();
        if (held != 1) {
            throw new Lease.Lost(lease);
        }
    }

    /** Keeps the shard while its worker waits for a slow stream. */
    void renew(Lease lease) {
        bulk.useHandle(handle -> hold(handle, lease));
    }

    /** Gives the shard back to be taken again after a while; its position stays. */
    void postpone(Lease lease, Duration wait) {
        bulk.useHandle(handle -> guarded(handle, lease, """
                        update job_run set status = 'waiting', owner = null,
                            lease_until = now() + make_interval(secs => :wait)
                        where tenant = :tenant and job = :job and business_day = :business_day and shard = :shard
                            and fence = :fence and status = 'running'
                        """)
                .bind("wait", wait.toMillis() / 1000.0)
                .execute());
    }

    /** Ends a run that fails every time, so that the tenant's next ones can go on. */
    void giveUp(Lease lease) {
        bulk.useTransaction(handle -> {
            int held = guarded(handle, lease, """
                    update job_run set status = 'failed', owner = null
                    where tenant = :tenant and job = :job and business_day = :business_day and shard = :shard
                        and fence = :fence and status = 'running'
                    """).execute();
            if (held == 1) {
                handle.createUpdate("""
                        update score_run set status = 'failed', finished_at = now()
                        where tenant = :tenant and run_id = :run
                        """)
                        .bind("tenant", lease.tenant().value())
                        .bind("run", lease.run())
                        .execute();
            }
        });
    }

    private static Update guarded(Handle handle, Lease lease, String sql) {
        return handle.createUpdate(sql)
                .bind("tenant", lease.tenant().value())
                .bind("job", lease.job())
                .bind("business_day", lease.businessDay())
                .bind("shard", lease.shard())
                .bind("fence", lease.fence());
    }
}
