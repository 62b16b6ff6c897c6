package dev.keizoku.health.run;

import dev.keizoku.health.staging.StagedRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The latest score of each account, numbered for readers that follow the changes.
 *
 * <p>A row's number moves only when something changed that is exported. Numbers are taken last in the transaction
 * from the tenant's head row, which stays locked until commit: a reader that remembers the last number it saw never
 * misses a late commit.
 */
@ApplicationScoped
class CurrentScores {

    private static final String STAGED = StagedRange.of("h.account_id", "score_stage");

    CurrentScores() {}

    /**
     * The part of the accounts a chunk covers, gaps included. Open ends are bounds no id can reach, so that the bounds
     * always serve the index.
     *
     * @param after exclusive
     * @param from inclusive
     * @param last inclusive
     * @param to exclusive
     */
    record Stretch(String after, String from, String last, String to) {

        private static final String BEFORE_ALL = "";
        private static final String AFTER_ALL =
                Character.toString(Character.MAX_CODE_POINT).repeat(256);

        static Stretch of(@Nullable String after, @Nullable String from, @Nullable String last, @Nullable String to) {
            return new Stretch(
                    after == null ? BEFORE_ALL : after,
                    from == null ? BEFORE_ALL : from,
                    last == null ? AFTER_ALL : last,
                    to == null ? AFTER_ALL : to);
        }
    }

    /** Leaves in the stage the accounts whose latest score this is; older days only add history. Says how many went. */
    int keepOnlyNewer(Handle handle, RunContext context) {
        return handle.createUpdate("""
                delete from score_stage s using account_health h
                where h.tenant = :tenant and h.account_id = s.account_id and %s
                    and (h.day, h.known_at) > (cast(:day as date), cast(:known_at as timestamptz))
                """.formatted(STAGED))
                .bind("tenant", context.tenant().value())
                .bind("day", context.day())
                .bind("known_at", context.knownAt().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Notes which accounts changed as exported, and which of the stretch are gone; says how many that are. */
    long findChanges(Handle handle, RunContext context, Stretch stretch) {
        handle.execute("""
                create temporary table if not exists change_stage (
                    account_id text collate "C" primary key, place bigint not null, gone boolean not null
                ) on commit delete rows
                """);
        return handle.createUpdate("""
                insert into change_stage (account_id, place, gone)
                select account_id, row_number() over (order by account_id), gone from (
                    select s.account_id, false as gone
                    from score_stage s
                    left join account_health h on h.tenant = :tenant and h.account_id = s.account_id and %s
                    where h.account_id is null or h.deleted or h.exported <> s.exported
                    union all
                    select h.account_id, true
                    from account_health h
                    where h.tenant = :tenant and not h.deleted
                        and (h.day, h.known_at) <= (cast(:day as date), cast(:known_at as timestamptz))
                        and h.account_id > :after and h.account_id >= :from
                        and h.account_id <= :last and h.account_id < :to
                        and not exists (select from score_stage s where s.account_id = h.account_id)
                ) changed
                """.formatted(STAGED))
                .bind("tenant", context.tenant().value())
                .bind("day", context.day())
                .bind("known_at", context.knownAt().atOffset(ZoneOffset.UTC))
                .bind("after", stretch.after())
                .bind("from", stretch.from())
                .bind("last", stretch.last())
                .bind("to", stretch.to())
                .execute();
    }

    /** Writes the latest scores; what changed gets the next numbers. Little may follow in the transaction. */
    void write(Handle handle, RunContext context, long changes, OffsetDateTime now) {
        Head head = changes == 0 ? new Head(0, now) : takeNumbers(handle, context, changes, now);
        upsert(handle, context, head, now);
        if (changes > 0) {
            bury(handle, context, head);
        }
    }

    /** The number before the ones taken, and the time they carry, which never runs backwards. */
    private record Head(long base, OffsetDateTime movedAt) {}

    private static Head takeNumbers(Handle handle, RunContext context, long count, OffsetDateTime now) {
        return handle.createQuery("""
                insert into feed_head (tenant, seq, moved_at) values (:tenant, :count, :now)
                on conflict (tenant) do update
                    set seq = feed_head.seq + :count, moved_at = greatest(feed_head.moved_at, :now)
                returning seq - :count as base, moved_at
                """)
                .bind("tenant", context.tenant().value())
                .bind("count", count)
                .bind("now", now)
                .map((row, ignored) -> new Head(row.getLong("base"), row.getObject("moved_at", OffsetDateTime.class)))
                .one();
    }

    private static void upsert(Handle handle, RunContext context, Head head, OffsetDateTime now) {
        ChunkWriter.context(handle.createUpdate("""
                        insert into account_health (tenant, account_id, name, external_ids, day, run_id, known_at,
                            scored_at, scorecard_version, computed, effective, cap_rule, cap_threshold, cap_max,
                            raw_band, band, coverage, confidence, last_login_on, measures, trend_label, trend_delta,
                            trend_day, exported, change_seq, updated_at, deleted, stage, stage_since, card,
                            card_facts, override)
                        select :tenant, s.account_id, s.name, s.external_ids, :day, :run, :known_at, :now, :version,
                            s.computed, s.effective, s.cap_rule, s.cap_threshold, s.cap_max, s.raw_band, s.band,
                            s.coverage, s.confidence, s.last_login_on, s.measures, s.trend_label, s.trend_delta,
                            s.trend_day, s.exported, coalesce(:base + c.place, h.change_seq),
                            case when c.place is null then h.updated_at else :moved_at end, false, s.stage, s.stage_since,
                            s.card, s.card_facts, s.override
                        from score_stage s
                        left join change_stage c on c.account_id = s.account_id
                        left join account_health h on h.tenant = :tenant and h.account_id = s.account_id and %s
                        order by s.account_id
                        on conflict (tenant, account_id) do update set name = excluded.name,
                            external_ids = excluded.external_ids, day = excluded.day, run_id = excluded.run_id,
                            known_at = excluded.known_at, scored_at = excluded.scored_at,
                            scorecard_version = excluded.scorecard_version, computed = excluded.computed,
                            effective = excluded.effective, cap_rule = excluded.cap_rule,
                            cap_threshold = excluded.cap_threshold, cap_max = excluded.cap_max,
                            raw_band = excluded.raw_band, band = excluded.band, coverage = excluded.coverage,
                            confidence = excluded.confidence, last_login_on = excluded.last_login_on,
                            measures = excluded.measures, trend_label = excluded.trend_label,
                            trend_delta = excluded.trend_delta, trend_day = excluded.trend_day,
                            exported = excluded.exported, change_seq = excluded.change_seq,
                            updated_at = excluded.updated_at, deleted = false, stage = excluded.stage,
                            stage_since = excluded.stage_since, card = excluded.card,
                            card_facts = excluded.card_facts, override = excluded.override
                        where account_health.deleted or (account_health.day, account_health.scorecard_version,
                                account_health.effective, account_health.exported, account_health.measures,
                                account_health.trend_delta, account_health.stage_since, account_health.card_facts,
                                account_health.override)
                            is distinct from (excluded.day, excluded.scorecard_version, excluded.effective,
                                excluded.exported, excluded.measures, excluded.trend_delta, excluded.stage_since,
                                excluded.card_facts, excluded.override)
                        """.formatted(STAGED)), context)
                .bind("base", head.base())
                .bind("moved_at", head.movedAt())
                .bind("now", now)
                .execute();
    }

    private static void bury(Handle handle, RunContext context, Head head) {
        handle.createUpdate("""
                update account_health h set deleted = true, exported = '', change_seq = :base + c.place,
                    updated_at = :moved_at, day = :day, known_at = :known_at
                from change_stage c
                where h.tenant = :tenant and h.account_id = c.account_id and c.gone
                """)
                .bind("tenant", context.tenant().value())
                .bind("base", head.base())
                .bind("moved_at", head.movedAt())
                .bind("day", context.day())
                .bind("known_at", context.knownAt().atOffset(ZoneOffset.UTC))
                .execute();
    }
}
