package dev.keizoku.gateway.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.export.Export.Claim;
import dev.keizoku.gateway.export.file.Parts;
import dev.keizoku.gateway.tenant.Resting;
import dev.keizoku.gateway.watch.Watched;
import dev.keizoku.kernel.TenantId;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** The exports as workers see them: who has which, and what they have written of it. */
@Singleton
class ExportWork implements Watched {

    private static final Logger LOG = Logger.getLogger(ExportWork.class);

    private final Jdbi bulk;
    private final ExportStore store;
    private final Duration lease;
    private final Duration keep;

    ExportWork(@DataSource("bulk") Jdbi bulk, ExportStore store, ExportConfig config) {
        this.bulk = bulk;
        this.store = store;
        this.lease = config.lease();
        this.keep = config.keep();
    }

    /** One that was taken; what it is to be cannot always be read. */
    private record Taken(TenantId tenant, UUID id, Optional<Claim> claim) {}

    /** Somebody else works on it by now. */
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1;

        Lost() {
            super("another worker has the export", null, false, false);
        }
    }

    /** Takes one that waits or was left, of the tenant that has the fewest under way; what was written of it is gone. */
    Optional<Claim> claim(Instant now) {
        return bulk.inTransaction(handle -> {
            Optional<Taken> taken = handle.createQuery("""
                            update export e set status = 'running', fence = e.fence + 1, attempts = e.attempts + 1,
                                started_at = coalesce(e.started_at, :now), row_count = 0, replaced_count = 0,
                                lease_until = clock_timestamp() + make_interval(secs => :lease)
                            from (select x.tenant, x.export_id from export x
                                where x.status in ('queued', 'running') and x.lease_until <= clock_timestamp()
                                    and %s
                                order by (select count(*) from export r where r.tenant = x.tenant
                                    and r.status = 'running' and r.lease_until > clock_timestamp()),
                                    x.created_at, x.export_id
                                limit 1 for update of x skip locked) next
                            where e.tenant = next.tenant and e.export_id = next.export_id
                            returning e.*, '[]' as parts
                            """.formatted(Resting.isOver("x.tenant")))
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .bind("lease", lease.toSeconds())
                    .map((row, context) -> taken(row))
                    .findOne();
            taken.ifPresent(each -> {
                clear(handle, each.tenant(), each.id());
                if (each.claim().isEmpty()) {
                    unreadable(handle, each, now);
                }
            });
            return taken.flatMap(Taken::claim);
        });
    }

    private Taken taken(ResultSet row) throws SQLException {
        TenantId tenant = new TenantId(row.getString("tenant"));
        UUID id = row.getObject("export_id", UUID.class);
        try {
            Claim claim = new Claim(store.read(row), row.getLong("fence"), row.getInt("attempts"));
            return new Taken(tenant, id, Optional.of(claim));
        } catch (RuntimeException unreadable) {
            LOG.warnf("export %s is given up, what is kept of it cannot be read: %s", id, unreadable);
            return new Taken(tenant, id, Optional.empty());
        }
    }

    /** It would be taken first for ever, and hold up all others. */
    private void unreadable(Handle handle, Taken taken, Instant now) {
        handle.createUpdate("""
                        update export set status = 'failed', finished_at = :now, expires_at = :expires
                        where tenant = :tenant and export_id = :id
                        """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("expires", now.plus(keep).atOffset(ZoneOffset.UTC))
                .bind("tenant", taken.tenant().value())
                .bind("id", taken.id())
                .execute();
    }

    /** Keeps a piece of the content, and says how far the work is. */
    void keep(Claim claim, int part, int piece, byte[] bytes, long rows) {
        int kept = bulk.withHandle(handle -> mine(handle, claim, """
                with mine as (update export set row_count = :rows,
                    lease_until = clock_timestamp() + make_interval(secs => :lease)
                    where tenant = :tenant and export_id = :id and fence = :fence and status = 'running' returning 1)
                insert into export_chunk (tenant, export_id, part, chunk, bytes)
                select :tenant, :id, :part, :piece, :bytes from mine
                """)
                .bind("rows", rows)
                .bind("lease", lease.toSeconds())
                .bind("part", part)
                .bind("piece", piece)
                .bind("bytes", bytes)
                .execute());
        if (kept == 0) {
            throw new Lost();
        }
    }

    void done(Claim claim, List<Parts.Part> parts, long replaced, Instant now, Instant expiresAt) {
        bulk.useTransaction(handle -> {
            int mine = mine(handle, claim, """
                    update export set status = 'done', row_count = :rows, replaced_count = :replaced,
                        finished_at = :now, expires_at = :expires
                    where tenant = :tenant and export_id = :id and fence = :fence and status = 'running'
                    """)
                    .bind("rows", parts.stream().mapToLong(Parts.Part::rows).sum())
                    .bind("replaced", replaced)
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .bind("expires", expiresAt.atOffset(ZoneOffset.UTC))
                    .execute();
            if (mine == 0) {
                throw new Lost();
            }
            for (Parts.Part part : parts) {
                handle.createUpdate("""
                                insert into export_part (tenant, export_id, part, row_count, bytes)
                                values (:tenant, :id, :part, :rows, :bytes)
                                """)
                        .bind("tenant", claim.export().tenant().value())
                        .bind("id", claim.export().id())
                        .bind("part", part.number())
                        .bind("rows", part.rows())
                        .bind("bytes", part.bytes())
                        .execute();
            }
        });
    }

    void failed(Claim claim, JsonNode problem, Instant now, Instant expiresAt) {
        bulk.useTransaction(handle -> {
            int mine = mine(handle, claim, """
                    update export set status = 'failed', failure = cast(:problem as jsonb), finished_at = :now,
                        expires_at = :expires
                    where tenant = :tenant and export_id = :id and fence = :fence and status = 'running'
                    """)
                    .bind("problem", problem.toString())
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .bind("expires", expiresAt.atOffset(ZoneOffset.UTC))
                    .execute();
            if (mine == 1) {
                clear(handle, claim.export().tenant(), claim.export().id());
            }
        });
    }

    /** Leaves it to whoever comes first after a while. */
    void later(Claim claim, Duration wait) {
        bulk.useHandle(handle ->
                mine(handle, claim, """
                update export set status = 'queued', lease_until = clock_timestamp() + make_interval(secs => :wait)
                where tenant = :tenant and export_id = :id and fence = :fence and status = 'running'
                """).bind("wait", wait.toMillis() / 1000.0).execute());
    }

    /** Deletes content nobody may fetch any more, and in the end what is known of it. */
    void expire(Instant now, Duration remember) {
        bulk.useTransaction(handle -> {
            handle.createUpdate("""
                    with over as (update export set status = case when status = 'done' then 'expired' else status end,
                        idempotency_key = null
                        where expires_at <= :now and (status = 'done' or idempotency_key is not null)
                        returning tenant, export_id)
                    delete from export_chunk c using over where c.tenant = over.tenant and c.export_id = over.export_id
                    """).bind("now", now.atOffset(ZoneOffset.UTC)).execute();
            handle.createUpdate("delete from export where expires_at <= :then")
                    .bind("then", now.minus(remember).atOffset(ZoneOffset.UTC))
                    .execute();
        });
    }

    @Override
    public Map<String, Long> counts() {
        return bulk.withHandle(handle -> handle.createQuery("""
                        select count(*) filter (where status in ('queued', 'running')) as waiting,
                            count(*) filter (where status = 'failed' and expires_at > now()) as failed
                        from export where status in ('queued', 'running', 'failed')
                        """)
                .map((row, context) -> Map.of(
                        "keizoku.exports.waiting", row.getLong("waiting"),
                        "keizoku.exports.failed", row.getLong("failed")))
                .one());
    }

    /** The bytes of a piece; empty when they are gone. */
    Optional<byte[]> piece(TenantId tenant, UUID export, int part, int piece) {
        return bulk.withHandle(handle -> handle.createQuery("""
                        select bytes from export_chunk
                        where tenant = :tenant and export_id = :id and part = :part and chunk = :piece
                        """)
                .bind("tenant", tenant.value())
                .bind("id", export)
                .bind("part", part)
                .bind("piece", piece)
                .map((row, context) -> row.getBytes("bytes"))
                .findOne());
    }

    private static void clear(Handle handle, TenantId tenant, UUID export) {
        handle.createUpdate("delete from export_chunk where tenant = :tenant and export_id = :id")
                .bind("tenant", tenant.value())
                .bind("id", export)
                .execute();
    }

    private static Update mine(Handle handle, Claim claim, String sql) {
        return handle.createUpdate(sql)
                .bind("tenant", claim.export().tenant().value())
                .bind("id", claim.export().id())
                .bind("fence", claim.fence());
    }
}
