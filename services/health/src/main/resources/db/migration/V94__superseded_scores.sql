-- Since when the risk of a day is what it is; of days before this was kept it is as old as its score.
alter table risk_snapshot add column scored_at timestamptz not null default '-infinity';

-- What was said of a day before it was scored again with another result, from scored_at until known_until. A row never
-- changes. Nothing is kept when nothing changed, so a day that was never scored again has no row.
create table score_snapshot_past (
    tenant text collate "C" not null,
    day date not null,
    account_id text collate "C" not null,
    known_until timestamptz not null,
    run_id uuid not null,
    known_at timestamptz not null,
    scored_at timestamptz not null,
    scorecard_version integer not null,
    computed numeric(7, 4),
    effective numeric(7, 4),
    cap_rule text,
    cap_threshold numeric,
    cap_max numeric,
    raw_band text not null,
    band text not null,
    coverage numeric(5, 4) not null,
    confidence text not null,
    live boolean not null,
    last_login_on date,
    measures jsonb not null,
    override jsonb,
    stage text,
    stage_since date,
    stage_beneath text,
    green_since date,
    card text,
    cohort text,
    primary key (tenant, day, account_id, known_until)
);

create table risk_snapshot_past (
    tenant text collate "C" not null,
    day date not null,
    account_id text collate "C" not null,
    known_until timestamptz not null,
    scored_at timestamptz not null,
    settings_version integer not null,
    value numeric(5, 4) not null,
    level text not null,
    parts jsonb not null,
    findings jsonb not null,
    memory jsonb not null,
    primary key (tenant, day, account_id, known_until)
);

-- Whatever was ever said of a day, for those who ask by known_at. What a reader needs of a snapshot is listed here, too.
create view score_snapshot_ever as
    select tenant, day, account_id, 'infinity'::timestamptz as known_until, known_at, scored_at, scorecard_version,
        computed, effective, cap_rule, cap_threshold, cap_max, raw_band, band, coverage, confidence, live, last_login_on,
        measures, override, stage, stage_since, card, cohort
    from score_snapshot
    union all
    select tenant, day, account_id, known_until, known_at, scored_at, scorecard_version,
        computed, effective, cap_rule, cap_threshold, cap_max, raw_band, band, coverage, confidence, live, last_login_on,
        measures, override, stage, stage_since, card, cohort
    from score_snapshot_past;

create view risk_snapshot_ever as
    select tenant, day, account_id, 'infinity'::timestamptz as known_until, scored_at, settings_version, value, level,
        parts, findings
    from risk_snapshot
    union all
    select tenant, day, account_id, known_until, scored_at, settings_version, value, level, parts, findings
    from risk_snapshot_past;
