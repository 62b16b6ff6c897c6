package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Holds a tenant's trail against what was sealed of it, entry by entry, in the memory of some of them. */
@Singleton
public class AuditChain {

    private static final int MOST_BREAKS = 100;

    private final Jdbi jdbi;
    private final Jdbi bulk;

    AuditChain(Jdbi jdbi, @DataSource("bulk") Jdbi bulk) {
        this.jdbi = jdbi;
        this.bulk = bulk;
    }

    /**
     * What was found.
     *
     * @param unsealed entries so young that no block has them yet
     * @param head the newest block; whoever keeps its hash elsewhere can tell later whether everything was made anew
     * @param breaks the first hundred
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Verification(
            boolean whole,
            long seals,
            long entries,
            long unsealed,
            @Nullable Head head,
            List<Break> breaks) {}

    /** The newest block. */
    public record Head(long seal, String hash, Instant sealedAt) {}

    /**
     * Where the chain does not hold.
     *
     * @param after when the block before it was sealed
     * @param until when it was sealed itself
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Break(
            long seal,
            Reason reason,
            @Nullable Instant after,
            @Nullable Instant until) {}

    /** What does not hold. */
    public enum Reason {
        /** Entries of the block, or the block itself, are not what they were. */
        @JsonProperty("changed")
        CHANGED,
        /** A block is missing, or does not begin where the one before ends. */
        @JsonProperty("missing")
        MISSING,
        /** There are entries that came after their neighbours were sealed. */
        @JsonProperty("added")
        ADDED,
        /** The block is not the one whose hash was kept elsewhere. */
        @JsonProperty("not_as_known")
        NOT_AS_KNOWN
    }

    /** Verifies all of it; {@code known} are hashes of blocks, by their number, as somebody kept them. */
    public Verification verify(TenantId tenant, Map<Long, String> known) {
        // Whoever asks is told sooner that the database is away than those find out who have time for long work.
        jdbi.useHandle(handle -> handle.execute("select 1"));
        return bulk.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ, handle -> new Walk(handle, tenant, known).walk());
    }

    private static final class Walk {

        private final Handle handle;
        private final String tenant;
        private final Map<Long, String> known;
        private final List<Break> breaks = new ArrayList<>();
        private AuditSeal before = AuditSeal.NONE;
        private long entries;
        private AuditSeal.@Nullable Entry next;

        Walk(Handle handle, TenantId tenant, Map<Long, String> known) {
            this.handle = handle;
            this.tenant = tenant.value();
            this.known = known;
        }

        Verification walk() {
            long unsealed = 0;
            boolean added = false;
            long sealedUpTo = handle.createQuery("select coalesce(max(last_id), 0) from audit_seal")
                    .mapTo(long.class)
                    .one();
            try (ResultIterator<AuditSeal.Entry> trail = trail();
                    ResultIterator<AuditSeal> seals = seals()) {
                next = trail.hasNext() ? trail.next() : null;
                while (seals.hasNext()) {
                    block(seals.next(), trail);
                }
                for (; next != null; next = trail.hasNext() ? trail.next() : null) {
                    added |= next.id() <= sealedUpTo;
                    unsealed++;
                }
            }
            if (added) {
                broken(before.number() + 1, Reason.ADDED, null);
            }
            known.keySet().stream()
                    .filter(number -> number > before.number())
                    .sorted()
                    .forEach(number -> broken(number, Reason.MISSING, null));
            Head head = before.number() == 0 ? null : new Head(before.number(), before.hash(), before.sealedAt());
            return new Verification(breaks.isEmpty(), before.number(), entries, unsealed, head, List.copyOf(breaks));
        }

        private void block(AuditSeal seal, ResultIterator<AuditSeal.Entry> trail) {
            boolean follows = seal.number() == before.number() + 1 && seal.afterId() == before.lastId();
            if (!follows) {
                broken(before.number() + 1, Reason.MISSING, seal);
                while (next != null && next.id() <= seal.afterId()) {
                    next = trail.hasNext() ? trail.next() : null;
                }
            }
            AuditSeal.Hash hash = new AuditSeal.Hash(before.hash());
            while (next != null && next.id() <= seal.lastId()) {
                hash.add(next);
                next = trail.hasNext() ? trail.next() : null;
            }
            entries += hash.entries();
            boolean same =
                    hash.finish(seal.number(), seal.afterId(), seal.lastId()).equals(seal.hash());
            if (follows && !same) {
                broken(seal.number(), Reason.CHANGED, seal);
            }
            if (!Objects.equals(known.getOrDefault(seal.number(), seal.hash()), seal.hash())) {
                broken(seal.number(), Reason.NOT_AS_KNOWN, seal);
            }
            before = seal;
        }

        private void broken(long number, Reason reason, @Nullable AuditSeal seal) {
            if (breaks.size() < MOST_BREAKS) {
                breaks.add(new Break(
                        number,
                        reason,
                        before.number() == 0 ? null : before.sealedAt(),
                        seal == null ? null : seal.sealedAt()));
            }
        }

        private ResultIterator<AuditSeal.Entry> trail() {
            return handle.createQuery("""
                            select tenant, id, at, actor, action, detail::text as detail from audit_trail
                            where tenant = :tenant order by id
                            """)
                    .bind("tenant", tenant)
                    .setFetchSize(SnapshotStream.ROWS_AT_ONCE)
                    .map((row, context) -> AuditSeal.Entry.of(row))
                    .iterator();
        }

        private ResultIterator<AuditSeal> seals() {
            return handle.createQuery("""
                            select number, after_id, last_id, entries, hash, sealed_at from audit_seal
                            where tenant = :tenant order by number
                            """)
                    .bind("tenant", tenant)
                    .setFetchSize(SnapshotStream.ROWS_AT_ONCE)
                    .map((row, context) -> AuditSeal.of(row))
                    .iterator();
        }
    }
}
