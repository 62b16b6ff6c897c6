package dev.keizoku.imports.job;

import dev.keizoku.imports.job.ImportJob.Claim;
import dev.keizoku.imports.job.ImportJob.Counts;
import dev.keizoku.imports.job.ImportJob.Status;
import dev.keizoku.kernel.Notices;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Who works on which job, and how far it has come.
 *
 * <p>Leases go by the database's clock; every write of a worker is guarded by its fence, so one that was taken over can
 * do no harm.
 */
@Singleton
class ProgressStore {

    private final Jdbi jdbi;
    private final double leaseSeconds;
    private final Notices notices;

    ProgressStore(Jdbi requests, @DataSource("bulk") Jdbi bulk, ImportConfig config, Notices notices) {
        this.notices = notices;
        this.jdbi = config.bulk() ? bulk : requests;
        this.leaseSeconds = config.lease().toMillis() / 1000.0;
    }

    /** The job has been taken over by another worker. */
    static final class LostLease extends RuntimeException {
        LostLease() {
            super("another worker has the job", null, false, false);
        }
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** Takes the oldest job nobody works on; the jobs of a tenant follow each other in the order they came. */
    Optional<Claim> claim(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update import_job set status = 'running', fence = fence + 1, attempts = attempts + 1,
                            lease_until = clock_timestamp() + make_interval(secs => :lease),
                            started_at = coalesce(started_at, :now)
                        where number = (
                            select number from import_job job
                            where status in ('queued', 'running')
                                and (lease_until is null or lease_until < clock_timestamp())
                                and not exists (
                                    select 1 from import_job older
                                    where older.tenant = job.tenant and older.status in ('queued', 'running')
                                        and older.number < job.number)
                            order by number limit 1
                            for update skip locked)
                        returning *
                        """)
                .bind("lease", leaseSeconds)
                .bind("now", now)
                .map((row, context) ->
                        new Claim(ImportStore.JOB.map(row, context), row.getLong("fence"), row.getInt("attempts")))
                .findOne());
    }

    /** Locks the job for the transaction, so that nobody takes it over while a chunk is being applied. */
    void hold(Claim claim) {
        guarded(claim, """
                update import_job set lease_until = clock_timestamp() + make_interval(secs => :lease)
                where tenant = :tenant and id = :id and fence = :fence and status = 'running'
                """, update -> update.bind("lease", leaseSeconds));
    }

    /** Adds what a chunk came to. */
    void advance(Claim claim, Counts counts, List<Rejection> rejections) {
        if (!rejections.isEmpty()) {
            reject(claim, rejections);
        }
        guarded(
                claim,
                """
                update import_job set attempts = 0, rows_read = rows_read + :read,
                    rows_accepted = rows_accepted + :accepted, rows_unchanged = rows_unchanged + :unchanged,
                    rows_rejected = rows_rejected + :rejected,
                    lease_until = clock_timestamp() + make_interval(secs => :lease)
                where tenant = :tenant and id = :id and fence = :fence and status = 'running'
                """,
                update -> update.bind("read", counts.read())
                        .bind("accepted", counts.accepted())
                        .bind("unchanged", counts.unchanged())
                        .bind("rejected", counts.rejected())
                        .bind("lease", leaseSeconds));
    }

    private void reject(Claim claim, List<Rejection> rejections) {
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into import_rejection (tenant, import_id, line, field, code, detail)
                    values (:tenant, :id, :line, :field, :code, :detail)
                    """);
            for (Rejection rejection : rejections) {
                batch.bind("tenant", claim.job().tenant().value())
                        .bind("id", claim.job().id())
                        .bind("line", rejection.line())
                        .bind("field", rejection.field())
                        .bind("code", rejection.code())
                        .bind("detail", rejection.detail())
                        .add();
            }
            batch.execute();
        });
    }

    /** Lets go of a job for a while; the next claim goes on where this one stopped. */
    void postpone(Claim claim, Duration wait) {
        guarded(claim, """
                update import_job set lease_until = clock_timestamp() + make_interval(secs => :wait)
                where tenant = :tenant and id = :id and fence = :fence and status = 'running'
                """, update -> update.bind("wait", wait.toMillis() / 1000.0));
    }

    /** Ends a job and forgets its bytes. */
    void finish(Claim claim, Status status, @Nullable String detail, Instant now) {
        jdbi.useTransaction(handle -> {
            int ended = handle.createUpdate("""
                            update import_job set status = :status, detail = :detail, finished_at = :now,
                                lease_until = null
                            where tenant = :tenant and id = :id and fence = :fence and status = 'running'
                            """)
                    .bind("status", status.wire())
                    .bind("detail", detail)
                    .bind("now", now)
                    .bind("tenant", claim.job().tenant().value())
                    .bind("id", claim.job().id())
                    .bind("fence", claim.fence())
                    .execute();
            if (ended == 0) {
                throw new LostLease();
            }
            handle.createUpdate("delete from import_chunk where tenant = :tenant and import_id = :id")
                    .bind("tenant", claim.job().tenant().value())
                    .bind("id", claim.job().id())
                    .execute();
            tell(handle, claim.job(), now);
        });
    }

    private void tell(Handle handle, ImportJob job, Instant now) {
        String data = handle.createQuery("""
                        select jsonb_build_object('import', jsonb_build_object('id', id, 'kind', kind, 'status', status,
                            'rows_read', rows_read, 'rows_accepted', rows_accepted, 'rows_unchanged', rows_unchanged,
                            'rows_rejected', rows_rejected))
                        from import_job where tenant = :tenant and id = :id
                        """)
                .bind("tenant", job.tenant().value())
                .bind("id", job.id())
                .mapTo(String.class)
                .one();
        notices.append(handle, job.tenant(), now, new Notices.Notice("import.finished", null, data));
    }

    private interface Binding {
        SqlStatement<?> on(SqlStatement<?> statement);
    }

    private void guarded(Claim claim, String sql, Binding binding) {
        int rows = jdbi.withHandle(handle -> {
            var update = handle.createUpdate(sql);
            binding.on(update);
            return update.bind("tenant", claim.job().tenant().value())
                    .bind("id", claim.job().id())
                    .bind("fence", claim.fence())
                    .execute();
        });
        if (rows == 0) {
            throw new LostLease();
        }
    }
}
