package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The commit-ordered feed of what happened in a service that somebody outside may want to be told of. The gateway reads
 * it and tells them.
 */
@ApplicationScoped
public class Notices {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int FORGOTTEN_AT_ONCE = 5_000;

    private final Jdbi jdbi;

    Notices(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Something that happened.
     *
     * @param type as receivers know it, such as {@code import.finished}
     * @param data a JSON object
     */
    public record Notice(String type, @Nullable String accountId, String data) {}

    /** The same in its place in the feed. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Row(
            long seq,
            Instant at,
            String type,
            @Nullable String accountId,
            @JsonRawValue String data) {}

    /** How far a tenant's feed goes. */
    public record Head(String tenant, long head) {}

    /** Appends a notice in the caller's transaction, which should have little left to do: others wait for its end. */
    public void append(Handle handle, TenantId tenant, Instant now, Notice notice) {
        handle.createUpdate("""
                        insert into notice (tenant, seq, at, type, account_id, data)
                        values (:tenant, :seq, :now, :type, :account, cast(:data as jsonb))
                        """)
                .bind("tenant", tenant.value())
                .bind("seq", advance(handle, tenant, now, 1) + 1)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("type", notice.type())
                .bind("account", notice.accountId())
                .bind("data", notice.data())
                .execute();
    }

    /**
     * Takes numbers for rows the caller writes itself, and forgets rows that are too old.
     *
     * @return the number before the first
     */
    public long advance(Handle handle, TenantId tenant, Instant now, long count) {
        long last = handle.createQuery("""
                        insert into notice_head (tenant, seq) values (:tenant, :count)
                        on conflict (tenant) do update set seq = notice_head.seq + excluded.seq returning seq
                        """)
                .bind("tenant", tenant.value())
                .bind("count", count)
                .mapTo(Long.class)
                .one();
        handle.createUpdate("""
                        delete from notice where tenant = :tenant and seq in (
                            select seq from notice where tenant = :tenant and at < :before order by at limit :most)
                        """)
                .bind("tenant", tenant.value())
                .bind("before", now.minus(KEPT).atOffset(ZoneOffset.UTC))
                .bind("most", FORGOTTEN_AT_ONCE)
                .execute();
        return last - count;
    }

    /** One page of a tenant's rows after a sequence. */
    FeedPage<Row> read(TenantId tenant, long after, int limit) {
        return jdbi.withHandle(handle -> {
            long head = handle.createQuery("select seq from notice_head where tenant = :tenant")
                    .bind("tenant", tenant.value())
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(0L);
            List<Row> rows = handle.createQuery("""
                            select seq, at, type, account_id, data from notice
                            where tenant = :tenant and seq > :after and seq <= :head order by seq limit :limit
                            """)
                    .bind("tenant", tenant.value())
                    .bind("after", after)
                    .bind("head", head)
                    .bind("limit", limit)
                    .map((row, context) -> new Row(
                            row.getLong("seq"),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("type"),
                            row.getString("account_id"),
                            row.getString("data")))
                    .list();
            // What is too old is gone: nothing more will come below the head.
            long nextAfter =
                    rows.size() < limit ? Math.max(after, head) : rows.getLast().seq();
            return new FeedPage<>(rows, nextAfter, head, nextAfter < head);
        });
    }

    /** The newest sequence of every tenant. */
    List<Head> heads() {
        return jdbi.withHandle(handle -> handle.createQuery("select tenant, seq from notice_head order by tenant")
                .map((row, context) -> new Head(row.getString("tenant"), row.getLong("seq")))
                .list());
    }
}
