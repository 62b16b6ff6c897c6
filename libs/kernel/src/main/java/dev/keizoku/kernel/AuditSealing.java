package dev.keizoku.kernel;

import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * Links the entries of every trail into a chain, block by block, some time after they were written: whoever writes one
 * waits for nobody. An entry is not sealed before every one with a smaller id is there or will never be.
 */
@Singleton
class AuditSealing {

    private static final Logger LOG = Logger.getLogger(AuditSealing.class);
    private static final int LARGEST_BLOCK = 50_000;

    private final Jdbi bulk;
    private final Clock clock;
    private @Nullable Boundary reached;

    AuditSealing(@DataSource("bulk") Jdbi bulk, Clock clock) {
        this.bulk = bulk;
        this.clock = clock;
    }

    /**
     * Up to where there are entries.
     *
     * @param transaction every transaction that has an entry up to there has a smaller number
     */
    private record Boundary(long id, long transaction) {}

    @Scheduled(
            every = "{keizoku.audit.seal-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void seal() {
        Boundary known = reached;
        if (known != null && !settled(known)) {
            return;
        }
        while (known != null && sealed(known)) {
            LOG.debugf("sealed a block of entries up to %d", known.id());
        }
        reached = bulk.inTransaction(AuditSealing::boundary);
    }

    private boolean settled(Boundary boundary) {
        return bulk.withHandle(
                        handle -> handle.createQuery("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                                .mapTo(long.class)
                                .one())
                >= boundary.transaction();
    }

    /** The number is taken after the id was seen. */
    private static @Nullable Boundary boundary(Handle handle) {
        Optional<Long> last = handle.createQuery("select max(id) from audit_trail")
                .mapTo(Long.class)
                .findFirst();
        return last.map(id -> new Boundary(
                        id,
                        handle.createQuery("select pg_current_xact_id()::text::bigint")
                                .mapTo(long.class)
                                .one()))
                .orElse(null);
    }

    /** Seals the next entries up to the boundary; false when there are none, or another replica is at it. */
    private boolean sealed(Boundary boundary) {
        return bulk.inTransaction(handle -> {
            boolean mine = handle.createQuery("select pg_try_advisory_xact_lock(hashtext('audit_seal'))")
                    .mapTo(boolean.class)
                    .one();
            if (!mine) {
                return false;
            }
            long from = handle.createQuery("select coalesce(max(last_id), 0) from audit_seal")
                    .mapTo(long.class)
                    .one();
            Optional<Long> to = handle.createQuery("""
                            select max(id) from (
                                select id from audit_trail where id > :from and id <= :to order by id limit :most) as next
                            """)
                    .bind("from", from)
                    .bind("to", boundary.id())
                    .bind("most", LARGEST_BLOCK)
                    .mapTo(Long.class)
                    .findFirst();
            to.ifPresent(last -> seal(handle, from, last));
            return to.isPresent();
        });
    }

    private void seal(Handle handle, long from, long to) {
        try (ResultIterator<AuditSeal.Entry> entries = handle.createQuery("""
                        select tenant, id, at, actor, action, detail::text as detail from audit_trail
                        where id > :from and id <= :to order by tenant, id
                        """)
                .bind("from", from)
                .bind("to", to)
                .setFetchSize(SnapshotStream.ROWS_AT_ONCE)
                .map((row, context) -> AuditSeal.Entry.of(row))
                .iterator()) {
            String tenant = null;
            AuditSeal before = AuditSeal.NONE;
            AuditSeal.Hash hash = new AuditSeal.Hash(before.hash());
            while (entries.hasNext()) {
                AuditSeal.Entry entry = entries.next();
                if (!entry.tenant().equals(tenant)) {
                    if (tenant != null) {
                        write(handle, tenant, before, to, hash);
                    }
                    tenant = entry.tenant();
                    before = last(handle, tenant);
                    hash = new AuditSeal.Hash(before.hash());
                }
                hash.add(entry);
            }
            if (tenant != null) {
                write(handle, tenant, before, to, hash);
            }
        }
    }

    private static AuditSeal last(Handle handle, String tenant) {
        return handle.createQuery("""
                        select number, after_id, last_id, entries, hash, sealed_at from audit_seal
                        where tenant = :tenant order by number desc limit 1
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> AuditSeal.of(row))
                .findFirst()
                .orElse(AuditSeal.NONE);
    }

    private void write(Handle handle, String tenant, AuditSeal before, long to, AuditSeal.Hash hash) {
        long number = before.number() + 1;
        handle.createUpdate("""
                        insert into audit_seal (tenant, number, after_id, last_id, entries, hash, sealed_at)
                        values (:tenant, :number, :after, :last, :entries, :hash, :now)
                        """)
                .bind("tenant", tenant)
                .bind("number", number)
                .bind("after", before.lastId())
                .bind("last", to)
                .bind("entries", hash.entries())
                .bind("hash", HexFormat.of().parseHex(hash.finish(number, before.lastId(), to)))
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
    }
}
