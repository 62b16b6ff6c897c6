package dev.keizoku.health.notice;

import dev.keizoku.health.staging.StagedRange;
import dev.keizoku.kernel.Notices;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;

/**
 * Finds what changed of the accounts in the run's stages and appends it to the feed of notices, all at once and in the
 * transaction of the change. A recompute that changes nothing tells nothing.
 */
@ApplicationScoped
public class NoticeWriter {

    /** Of what was seen longer ago than that nobody is told: history that is worked out late is no news. */
    private static final int NEWS_DAYS = 7;

    private final Notices notices;

    NoticeWriter(Notices notices) {
        this.notices = notices;
    }

    /**
     * What is told of.
     *
     * @param day that was scored
     * @param today of the tenant
     */
    public record Moment(TenantId tenant, LocalDate day, LocalDate today, Instant now) {

        boolean isNews() {
            return day.isAfter(today.minusDays(NEWS_DAYS));
        }

        /** The end of the day, or of what there is of it. */
        private LocalDate until() {
            return day.isBefore(today) ? day.plusDays(1) : today;
        }

        /** Whether a month ends with the day. */
        boolean endsMonth() {
            return until().getDayOfMonth() == 1;
        }

        /** The first day of the last month that is over. */
        LocalDate reportMonth() {
            return until().withDayOfMonth(1).minusMonths(1);
        }
    }

    /** Remembers the accounts of {@code score_stage} as they are before anything is written. */
    public void remember(Handle handle, Moment moment) {
        handle.execute("""
                create temporary table if not exists notice_before (
                    account_id text collate "C" primary key, score numeric(7, 4), band text, stage text, risk_level text,
                    expansion text, told numeric(7, 4), told_on date, high numeric(7, 4), dropped_on date,
                    notice_deadline date, report_month date
                ) on commit delete rows
                """);
        handle.execute("""
                create temporary table if not exists signal_before (
                    signal_id uuid primary key, account_id text collate "C" not null, state text not null,
                    severity numeric(5, 4) not null
                ) on commit delete rows
                """);
        handle.execute("""
                create temporary table if not exists notice_stage (
                    account_id text collate "C" not null, rank integer not null, id text not null, type text not null,
                    data jsonb not null
                ) on commit delete rows
                """);
        bind(handle, moment, """
                insert into notice_before (account_id, score, band, stage, risk_level, expansion, told, told_on, high,
                    dropped_on, notice_deadline, report_month)
                select s.account_id, h.effective, h.band, h.stage, a.risk_level, e.state, t.score, t.score_on, t.high,
                    t.dropped_on, t.notice_deadline, t.report_month
                from score_stage s
                left join account_health h on h.tenant = :tenant and h.account_id = s.account_id and not h.deleted and %s
                left join account_standing a on a.tenant = :tenant and a.account_id = s.account_id and %s
                left join account_expansion e on e.tenant = :tenant and e.account_id = s.account_id and %s
                left join account_told t on t.tenant = :tenant and t.account_id = s.account_id and %s
                """.formatted(staged("h"), staged("a"), staged("e"), staged("t")));
        bind(handle, moment, """
                insert into signal_before (signal_id, account_id, state, severity)
                select r.signal_id, r.account_id, r.state, r.severity
                from score_stage s join risk_signal r on r.tenant = :tenant and r.account_id = s.account_id
                    and r.state <> 'resolved' and %s
                """.formatted(staged("r")));
    }

    /** Remembers the signals of the accounts that are gone, by {@code change_stage}. */
    public void rememberLeavers(Handle handle, Moment moment) {
        bind(handle, moment, """
                insert into signal_before (signal_id, account_id, state, severity)
                select r.signal_id, r.account_id, r.state, r.severity
                from change_stage c join risk_signal r on r.tenant = :tenant and r.account_id = c.account_id
                    and r.state <> 'resolved'
                where c.gone
                on conflict do nothing
                """);
    }

    /**
     * Stages what is to be told, after everything was written but the latest scores.
     *
     * @param opened the plays that were opened
     * @return how many notices that are
     */
    public long stage(Handle handle, Moment moment, List<UUID> opened) {
        long count = 0;
        if (moment.isNews()) {
            count += bind(handle, moment, NoticeSql.SCORES);
            count += bind(handle, moment, NoticeSql.STATES);
            count += bind(handle, moment, NoticeSql.SIGNALS);
            count += bind(handle, moment, NoticeSql.RENEWALS);
            count += bind(handle, moment, NoticeSql.REPORTS);
            count += bind(handle, moment, NoticeSql.OVERDUE_PLAYS);
            if (!opened.isEmpty()) {
                count += update(handle, moment, NoticeSql.OPENED_PLAYS)
                        .bindArray("plays", UUID.class, opened)
                        .execute();
            }
        }
        bind(handle, moment, NoticeSql.REMEMBER_TOLD);
        return count;
    }

    /** Numbers and appends what was staged, after the latest scores were written. Nothing may follow. */
    public void append(Handle handle, Moment moment, long count) {
        if (count == 0) {
            return;
        }
        update(handle, moment, """
                        insert into notice (tenant, seq, at, type, account_id, data)
                        select :tenant, :base + row_number() over (order by n.account_id, n.rank, n.id), :now, n.type,
                            n.account_id, jsonb_build_object('account_id', n.account_id, 'name', h.name, 'external_ids',
                                coalesce(h.external_ids, '{}'), 'change_seq', h.change_seq,
                                'as_of', cast(:day as date)) || n.data
                        from notice_stage n
                        left join account_health h on h.tenant = :tenant and h.account_id = n.account_id
                        """)
                .bind("base", notices.advance(handle, moment.tenant(), moment.now(), count))
                .execute();
    }

    private static String staged(String table) {
        return StagedRange.of(table + ".account_id", "score_stage");
    }

    private static int bind(Handle handle, Moment moment, String sql) {
        return update(handle, moment, sql).execute();
    }

    private static Update update(Handle handle, Moment moment, String sql) {
        return handle.createUpdate(sql)
                .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true))
                .bind("tenant", moment.tenant().value())
                .bind("day", moment.day())
                .bind("today", moment.today())
                .bind("report_month", moment.reportMonth())
                .bind("month_over", moment.endsMonth())
                .bind("now", moment.now().atOffset(ZoneOffset.UTC));
    }
}
