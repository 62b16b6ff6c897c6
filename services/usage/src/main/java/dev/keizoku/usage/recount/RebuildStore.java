package dev.keizoku.usage.recount;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Rebuilds that were asked for, and how far each has come. */
@Singleton
final class RebuildStore {

    private static final int MOST_ATTEMPTS = 5;

    private static final RowMapper<Rebuild> REBUILD = (row, context) -> {
        LocalDate from = row.getObject("from_day", LocalDate.class);
        LocalDate to = row.getObject("to_day", LocalDate.class);
        return new Rebuild(
                row.getObject("rebuild_id", UUID.class),
                Rebuild.Status.of(row.getString("status")),
                from,
                to,
                ChronoUnit.DAYS.between(from, row.getObject("next_day", LocalDate.class)),
                ChronoUnit.DAYS.between(from, to),
                row.getInt("days_skipped"),
                row.getLong("rows_corrected"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("started_at", OffsetDateTime.class)),
                instant(row.getObject("finished_at", OffsetDateTime.class)),
                row.getString("error"));
    };

    private final Jdbi jdbi;

    RebuildStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The next day of a rebuild, held by the transaction that works on it. */
    record Turn(int tenant, UUID rebuild, LocalDate day) {}

    /** Asks for the days; the same days that are still to be done are not asked for twice. */
    Rebuild request(int tenant, LocalDate from, LocalDate to, Instant now) {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate("""
                            insert into rollup_rebuild (created_at, rebuild_id, tenant_no, from_day, to_day, next_day, status)
                            values (:now, :id, :tenant, :from, :to, :from, 'queued')
                            on conflict (tenant_no, from_day, to_day) where status in ('queued', 'running') do nothing
                            """)
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .bind("id", UUID.randomUUID())
                    .bind("tenant", tenant)
                    .bind("from", from)
                    .bind("to", to)
                    .execute();
            return handle.createQuery("""
                            select * from rollup_rebuild where tenant_no = :tenant and from_day = :from and to_day = :to
                            order by created_at desc, status desc limit 1
                            """)
                    .bind("tenant", tenant)
                    .bind("from", from)
                    .bind("to", to)
                    .map(REBUILD)
                    .one();
        });
    }

    Optional<Rebuild> find(int tenant, UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from rollup_rebuild where tenant_no = :tenant and rebuild_id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .map(REBUILD)
                .findOne());
    }

    /** Takes the oldest rebuild nobody else is at; the row stays locked until the transaction ends. */
    static Optional<Turn> take(Handle handle) {
        return handle.createQuery("""
                        select tenant_no, rebuild_id, next_day from rollup_rebuild
                        where status in ('queued', 'running')
                        order by created_at
                        limit 1
                        for update skip locked
                        """)
                .map((row, context) -> new Turn(
                        row.getInt("tenant_no"),
                        row.getObject("rebuild_id", UUID.class),
                        row.getObject("next_day", LocalDate.class)))
                .findOne();
    }

    /** Moves it on by a day, in the transaction that counted the day. */
    static void advance(Handle handle, Turn turn, Recounts.Correction correction, Instant now) {
        handle.createUpdate("""
                        update rollup_rebuild set next_day = next_day + 1, attempts = 0, error = null,
                            rows_corrected = rows_corrected + :corrected,
                            days_skipped = days_skipped + case when :kept then 0 else 1 end,
                            started_at = coalesce(started_at, :now),
                            status = case when next_day + 1 < to_day then 'running' else 'done' end,
                            finished_at = case when next_day + 1 < to_day then null else cast(:now as timestamptz) end
                        where tenant_no = :tenant and rebuild_id = :id
                        """)
                .bind("corrected", correction.corrected())
                .bind("kept", correction.kept())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("tenant", turn.tenant())
                .bind("id", turn.rebuild())
                .execute();
    }

    /** Notes that a day could not be counted; after a few times in a row it is given up. */
    void failed(Turn turn, String error, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update rollup_rebuild set attempts = attempts + 1, error = :error,
                            status = case when attempts + 1 < :most then status else 'failed' end,
                            finished_at = case when attempts + 1 < :most then null else cast(:now as timestamptz) end
                        where tenant_no = :tenant and rebuild_id = :id and status in ('queued', 'running')
                        """)
                .bind("error", error)
                .bind("most", MOST_ATTEMPTS)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("tenant", turn.tenant())
                .bind("id", turn.rebuild())
                .execute());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
