package dev.keizoku.health.play;

import dev.keizoku.health.notice.PersonNotices;
import dev.keizoku.kernel.SnapshotStream;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterable;
import org.jspecify.annotations.Nullable;

/** Plays as they are read, and what people do with them. */
@ApplicationScoped
class PlayStore {

    private static final String FROM = """
            from play p left join account_standing a on a.tenant = p.tenant and a.account_id = p.account_id
            where p.tenant = :tenant
            """;

    private final Jdbi jdbi;
    private final PlayInsert insert;
    private final PersonNotices notices;

    PlayStore(Jdbi jdbi, PlayInsert insert, PersonNotices notices) {
        this.jdbi = jdbi;
        this.insert = insert;
        this.notices = notices;
    }

    /** What the list can be narrowed to; null is all. */
    record Filter(
            @Nullable String state,
            @Nullable String account,
            @Nullable String owner,
            @Nullable String tier,
            @Nullable String playbook,
            boolean overdue) {}

    /** Where a page ended. */
    record Position(LocalDate openedOn, UUID play) {}

    /** A step that was done. */
    record DoneStep(
            int step,
            OffsetDateTime at,
            String by,
            @Nullable String note) {}

    /** Plays by the day they were opened, oldest first. */
    List<Play> list(TenantId tenant, Filter filter, @Nullable Position after, LocalDate today, int limit) {
        return jdbi.withHandle(
                handle -> list(handle, tenant, filter, after, today, limit).list());
    }

    ResultIterable<Play> list(
            Handle handle, TenantId tenant, Filter filter, @Nullable Position after, LocalDate today, int limit) {
        return handle.createQuery("select " + PlayRead.COLUMNS + " " + FROM + """
                    and (cast(:state as text) is null or p.state = :state)
                    and (cast(:account as text) is null or p.account_id = :account)
                    and (cast(:owner as text) is null or p.owner = :owner)
                    and (cast(:tier as text) is null or p.tier = :tier)
                    and (cast(:playbook as text) is null or p.playbook = :playbook)
                    and (not :overdue or %s)
                    and (cast(:opened_on as date) is null
                        or (p.opened_on, p.play_id) > (cast(:opened_on as date), cast(:play as uuid)))
                order by p.opened_on, p.play_id limit :limit
                """.formatted(PlayRead.OVERDUE))
                .bind("tenant", tenant.value())
                .bind("state", filter.state())
                .bind("account", filter.account())
                .bind("owner", filter.owner())
                .bind("tier", filter.tier())
                .bind("playbook", filter.playbook())
                .bind("overdue", filter.overdue())
                .bind("opened_on", after == null ? null : after.openedOn())
                .bind("play", after == null ? null : after.play())
                .bind("today", today)
                .bind("limit", limit)
                .setFetchSize(SnapshotStream.ROWS_AT_ONCE)
                .map((row, context) -> PlayRead.play(row));
    }

    Optional<Play> find(TenantId tenant, UUID play, LocalDate today) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select " + PlayRead.COLUMNS + " " + FROM + " and p.play_id = :play")
                        .bind("tenant", tenant.value())
                        .bind("play", play)
                        .bind("today", today)
                        .map((row, context) -> PlayRead.play(row))
                        .findOne());
    }

    List<DoneStep> steps(TenantId tenant, UUID play) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from play_step where tenant = :tenant and play_id = :play order by step")
                .bind("tenant", tenant.value())
                .bind("play", play)
                .map((row, context) -> new DoneStep(
                        row.getInt("step"),
                        row.getObject("completed_at", OffsetDateTime.class),
                        row.getString("completed_by"),
                        row.getString("note")))
                .list());
    }

    /** Somebody has begun it; says whether it was not over. */
    boolean start(TenantId tenant, UUID play, String by, OffsetDateTime now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update play set state = 'started', started_by = coalesce(started_by, :by),
                            first_action_at = coalesce(first_action_at, :now)
                        where tenant = :tenant and play_id = :play and state in ('open', 'started')
                        """)
                        .bind("tenant", tenant.value())
                        .bind("play", play)
                        .bind("by", by)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    /** A step is done; done again it stays as it was. */
    void completeStep(TenantId tenant, UUID play, DoneStep done) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                insert into play_step (tenant, play_id, step, completed_at, completed_by, note)
                values (:tenant, :play, :step, :at, :by, :note)
                on conflict do nothing
                """)
                .bind("tenant", tenant.value())
                .bind("play", play)
                .bind("step", done.step())
                .bind("at", done.at())
                .bind("by", done.by())
                .bind("note", done.note())
                .execute());
    }

    /** It is over; says whether it was not before. */
    boolean close(TenantId tenant, UUID play, PlayState state, Play.End end) {
        OffsetDateTime at = end.at().atOffset(ZoneOffset.UTC);
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update play set state = :state, closed_at = :at, closed_by = :by, outcome = :outcome,
                            reason = :reason, note = :note,
                            first_action_at = case when :acted then coalesce(first_action_at, :at)
                                else first_action_at end
                        where tenant = :tenant and play_id = :play and state in ('open', 'started')
                        """)
                        .bind("tenant", tenant.value())
                        .bind("play", play)
                        .bind("state", state.key())
                        .bind("at", at)
                        .bind("by", end.by())
                        .bind("outcome", end.outcome())
                        .bind("reason", end.reason())
                        .bind("note", end.note())
                        .bind("acted", state == PlayState.COMPLETED)
                        .execute())
                == 1;
    }

    /** Tells that it was completed; {@code before} is where it was. */
    void tellCompleted(TenantId tenant, UUID play, PlayState before, OffsetDateTime now) {
        jdbi.useHandle(handle -> notices.completed(handle, tenant, play, before.key(), now));
    }

    /** Says whether it was not over. */
    boolean assign(TenantId tenant, UUID play, @Nullable String owner) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update play set owner = :owner
                        where tenant = :tenant and play_id = :play and state in ('open', 'started')
                        """)
                        .bind("tenant", tenant.value())
                        .bind("play", play)
                        .bind("owner", owner)
                        .execute())
                == 1;
    }

    /** The account as it was last looked at. */
    Optional<Asked.Account> account(TenantId tenant, String account) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from account_standing where tenant = :tenant and account_id = :account")
                .bind("tenant", tenant.value())
                .bind("account", account)
                .map((row, context) -> PlayWriter.account(row))
                .findOne());
    }

    /** Opens a play by hand and gives its id; the same occasion again gives the one that is there. */
    UUID open(TenantId tenant, NewPlay play, int version, LocalDate today, OffsetDateTime now) {
        return jdbi.withHandle(handle -> {
            insert.open(handle, tenant, today, version, now, List.of(play))
                    .forEach(opened -> notices.triggered(handle, tenant, opened, now));
            return id(handle, tenant, play);
        });
    }

    private static UUID id(Handle handle, TenantId tenant, NewPlay play) {
        return handle.createQuery("""
                select play_id from play where tenant = :tenant and account_id = :account and occasion = :occasion
                """)
                .bind("tenant", tenant.value())
                .bind("account", play.account().id())
                .bind("occasion", play.occasion())
                .mapTo(UUID.class)
                .one();
    }
}
