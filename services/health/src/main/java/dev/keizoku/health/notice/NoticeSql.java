package dev.keizoku.health.notice;

import dev.keizoku.health.staging.StagedRange;

/** What is worth telling, one statement a kind; each fills {@code notice_stage} from the stages of a run. */
final class NoticeSql {

    /**
     * The score beside the one that was told last, at most once for a day; a fall from the highest since the last that was
     * told. Small steps add up, and a score that trembles tells nothing.
     */
    static final String SCORES = """
            insert into notice_stage (account_id, rank, id, type, data)
            select s.account_id, k.rank, '', k.type, jsonb_build_object('score', round(s.effective, 1), 'band', s.band,
                'delta', round(s.effective - k.was, 1), 'reasons', to_jsonb(string_to_array(s.reasons, ',')),
                'previous', jsonb_build_object('score', round(k.was, 1), 'band', b.band, 'as_of', k.was_on))
            from score_stage s join notice_before b on b.account_id = s.account_id
            cross join lateral (values
                (1, 'health.score_changed', b.told, b.told_on,
                    abs(s.effective - b.told) >= 5 and b.told_on < cast(:day as date)),
                (2, 'health.score_dropped', b.high, null::date,
                    b.high - s.effective >= 10 and coalesce(b.dropped_on < cast(:day as date), true))
            ) as k (rank, type, was, was_on, tells)
            where k.tells
            """;

    /** Band, level of risk, stage of life, and whether more may be proposed. */
    static final String STATES = """
            insert into notice_stage (account_id, rank, id, type, data)
            select s.account_id, k.rank, '', k.type, k.data || jsonb_build_object('score', round(s.effective, 1),
                'reasons', to_jsonb(string_to_array(s.reasons, ',')))
            from score_stage s join notice_before b on b.account_id = s.account_id
            left join risk_stage r on r.account_id = s.account_id
            left join expansion_stage e on e.account_id = s.account_id
            cross join lateral (values
                (3, 'health.band_changed', b.band <> s.band, jsonb_build_object('band', s.band,
                    'previous', jsonb_build_object('band', b.band, 'score', round(b.score, 1)))),
                (4, 'risk.level_changed', b.risk_level <> r.level, jsonb_build_object('risk_level', r.level,
                    'risk', r.value, 'previous', jsonb_build_object('risk_level', b.risk_level))),
                (7, 'lifecycle.stage_changed', b.stage <> s.stage, jsonb_build_object('stage', s.stage,
                    'stage_since', s.stage_since, 'previous', jsonb_build_object('stage', b.stage))),
                (8, 'expansion.opened', e.state = 'eligible' and b.expansion is distinct from 'eligible',
                    jsonb_build_object('expansion', e.state, 'kinds', to_jsonb(e.kinds),
                        'previous', jsonb_build_object('expansion', b.expansion))),
                (8, 'expansion.blocked', e.state = 'blocked' and b.expansion = 'eligible',
                    jsonb_build_object('expansion', e.state, 'kinds', to_jsonb(e.kinds),
                        'previous', jsonb_build_object('expansion', b.expansion)))
            ) as k (rank, type, tells, data)
            where k.tells
            """;

    /** Signals that opened, or came back; ended; changed hands, or entered another fifth of the scale. */
    static final String SIGNALS = """
            insert into notice_stage (account_id, rank, id, type, data)
            select r.account_id, 5, r.signal_id, case when b.signal_id is null then 'risk.signal_opened'
                    when r.state = 'resolved' then 'risk.signal_resolved' else 'risk.signal_updated' end,
                jsonb_build_object('signal', jsonb_build_object('id', r.signal_id, 'type', r.type, 'state', r.state,
                        'severity', r.severity, 'opened_on', r.opened_on, 'reopened_on', r.reopened_on,
                        'resolved_on', r.resolved_on, 'resolution', r.resolution),
                    'reasons', jsonb_build_array(r.type),
                    'previous', case when b.signal_id is null then null
                        else jsonb_build_object('state', b.state, 'severity', b.severity) end)
            from (
                select o.* from score_stage s join risk_signal o on o.tenant = :tenant and o.account_id = s.account_id
                    and o.state <> 'resolved' and %s
                union all
                select o.* from signal_before c join risk_signal o on o.tenant = :tenant and o.signal_id = c.signal_id
                    and o.state = 'resolved'
            ) r
            left join signal_before b on b.signal_id = r.signal_id
            where b.signal_id is null or r.state <> b.state or floor(r.severity * 5) <> floor(b.severity * 5)
            """.formatted(StagedRange.of("o.account_id", "score_stage"));

    /** Renewals whose last day to say no has come near, once for each such day. */
    static final String RENEWALS = """
            insert into notice_stage (account_id, rank, id, type, data)
            select s.account_id, 9, '', 'renewal.notice_due', jsonb_build_object('renews_on', s.renews_on,
                'notice_deadline', coalesce(s.notice_deadline, s.renews_on), 'band', s.band, 'reasons', jsonb_build_array(),
                'previous', null)
            from standing_stage s
            join occasion_stage o on o.account_id = s.account_id and o.playbook = 'renewal' and o.opens
            left join notice_before b on b.account_id = s.account_id
            where s.scored and b.notice_deadline is distinct from coalesce(s.notice_deadline, s.renews_on)
            """;

    /**
     * That the report of the month that is over can be read, once for each month, and whether the account is used too
     * little. One that comes in the middle of a month has its first at the end of it.
     */
    static final String REPORTS = """
            insert into notice_stage (account_id, rank, id, type, data)
            select s.account_id, 10, '', 'usage_report.ready', jsonb_build_object(
                'month', to_char(cast(:report_month as date), 'YYYY-MM'), 'score', round(s.effective, 1), 'band', s.band,
                'little_used', signs.types is not null, 'reasons', coalesce(signs.types, '[]'), 'previous', null)
            from score_stage s join notice_before b on b.account_id = s.account_id
            cross join lateral (select jsonb_agg(r.type order by r.type) as types from risk_signal r
                where r.tenant = :tenant and r.account_id = s.account_id and r.state <> 'resolved'
                    and r.type in ('NO_LOGIN_14D', 'CORE_FEATURE_UNUSED', 'SILENT', 'USAGE_DROP', 'SLOW_DECLINE',
                        'REGULAR_TO_INTERMITTENT')) as signs
            where s.live and (b.report_month < :report_month or b.report_month is null and :month_over)
            """;

    /** A play {@code p} as it is told. */
    static final String PLAY = """
            jsonb_build_object('play', jsonb_build_object('id', p.play_id, 'playbook', p.playbook, 'tier', p.tier,
                'state', p.state, 'owner', p.owner, 'source', p.source, 'signal_id', p.signal_id,
                'signal_type', p.signal_type, 'opened_on', p.opened_on, 'first_due_on', p.first_due_on,
                'due_on', p.due_on, 'outcome', p.outcome), 'reasons', case when p.signal_type is null
                    then jsonb_build_array() else jsonb_build_array(p.signal_type) end)
            """;

    static final String OPENED_PLAYS = """
            insert into notice_stage (account_id, rank, id, type, data)
            select p.account_id, 6, p.play_id, 'play.triggered', %s || jsonb_build_object('previous', null)
            from play p where p.tenant = :tenant and p.play_id = any(:plays)
            """.formatted(PLAY);

    /** Plays nobody began in time, and begun ones whose last step is late: once each. */
    static final String OVERDUE_PLAYS = """
            with late as (
                update play p set overdue_told = p.state
                from standing_stage s
                where p.tenant = :tenant and p.account_id = s.account_id and %2$s and p.state in ('open', 'started')
                    and (p.state = 'open' and p.first_due_on < :today or p.state = 'started' and p.due_on < :today)
                    and p.overdue_told is distinct from p.state
                returning p.*
            )
            insert into notice_stage (account_id, rank, id, type, data)
            select p.account_id, 6, p.play_id, 'play.overdue', %1$s || jsonb_build_object('previous', null)
            from late p
            """.formatted(PLAY, StagedRange.of("p.account_id", "standing_stage"));

    /** Keeps what the notices of later days are held against; a day that is no news only sets it. */
    static final String REMEMBER_TOLD = """
            insert into account_told as t (tenant, account_id, score, score_on, high, notice_deadline, report_month)
            select :tenant, s.account_id, s.effective, cast(:day as date) - 1, s.effective,
                case when o.account_id is not null then coalesce(d.notice_deadline, d.renews_on) end, :report_month
            from score_stage s
            left join standing_stage d on d.account_id = s.account_id
            left join occasion_stage o on o.account_id = s.account_id and o.playbook = 'renewal' and o.opens
            order by s.account_id
            on conflict (tenant, account_id) do update set
                score = case when t.score is null or abs(excluded.score - t.score) >= 5 and t.score_on <= excluded.score_on
                    then excluded.score else t.score end,
                score_on = case when t.score is null or abs(excluded.score - t.score) >= 5
                    and t.score_on <= excluded.score_on then excluded.score_on + 1 else t.score_on end,
                high = case when t.high - excluded.high >= 10 and coalesce(t.dropped_on <= excluded.score_on, true)
                    then excluded.high else greatest(t.high, excluded.high) end,
                dropped_on = case when t.high - excluded.high >= 10 and coalesce(t.dropped_on <= excluded.score_on, true)
                    then excluded.score_on + 1 else t.dropped_on end,
                notice_deadline = coalesce(excluded.notice_deadline, t.notice_deadline),
                report_month = greatest(t.report_month, excluded.report_month)
            where t.score is null and excluded.score is not null
                or abs(excluded.score - t.score) >= 5 and t.score_on <= excluded.score_on
                or coalesce(excluded.high > t.high, t.high is null and excluded.high is not null)
                or t.high - excluded.high >= 10 and coalesce(t.dropped_on <= excluded.score_on, true)
                or excluded.notice_deadline is distinct from t.notice_deadline and excluded.notice_deadline is not null
                or coalesce(t.report_month < excluded.report_month, true)
            """;

    private NoticeSql() {}
}
