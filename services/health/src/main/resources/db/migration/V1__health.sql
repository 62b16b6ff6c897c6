-- What customers said, exactly once by the caller's id. known_at is when Keizoku learned of it, or the time it
-- happened for history that is loaded as if Keizoku had been there.
create table touchpoint (
    tenant text collate "C" not null,
    touchpoint_id text collate "C" not null,
    account_id text collate "C" not null,
    kind text not null,
    occurred_at timestamptz not null,
    known_at timestamptz not null,
    priority text,
    status text,
    resolved_at timestamptz,
    user_id text collate "C",
    survey text,
    score integer,
    primary key (tenant, touchpoint_id)
);

-- The run reads an account's touchpoints in this order.
create index touchpoint_by_account on touchpoint (tenant, account_id, occurred_at, touchpoint_id);
create index touchpoint_by_time on touchpoint (tenant, kind, occurred_at);

-- Versions of scorecards; a row never changes.
create table scorecard (
    tenant text collate "C" not null,
    scorecard_id text collate "C" not null,
    version integer not null,
    created_at timestamptz not null,
    created_by text not null,
    body text not null,
    primary key (tenant, scorecard_id, version)
);

-- The score of an account on a day. The day leads the account, so that a night appends at one place and the days a
-- run compares with are read in one sweep; an account's history is a probe a day.
create table score_snapshot (
    tenant text collate "C" not null,
    day date not null,
    account_id text collate "C" not null,
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
    primary key (tenant, day, account_id)
);

-- The latest score of each account, as a CRM pulls it. change_seq moves only when `exported` does.
create table account_health (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    name text,
    external_ids jsonb not null,
    day date not null,
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
    last_login_on date,
    measures jsonb not null,
    trend_label text not null,
    trend_delta numeric(7, 4),
    trend_day date,
    exported text not null,
    change_seq bigint not null,
    updated_at timestamptz not null,
    deleted boolean not null,
    primary key (tenant, account_id)
) with (fillfactor = 80);

create unique index account_health_feed on account_health (tenant, change_seq);
create index account_health_since on account_health (tenant, updated_at, change_seq);

-- One row a tenant, locked from taking a number until commit: the order of numbers is the order of commits.
create table feed_head (
    tenant text collate "C" primary key,
    seq bigint not null,
    moved_at timestamptz not null
);

create table risk_signal (
    tenant text collate "C" not null,
    signal_id uuid not null default gen_random_uuid(),
    account_id text collate "C" not null,
    type text not null,
    state text not null,
    opened_on date not null,
    resolved_on date,
    resolution text,
    evidence jsonb not null,
    updated_on date not null,
    primary key (tenant, signal_id)
);

create unique index risk_signal_open on risk_signal (tenant, account_id, type) where state = 'open';
create index risk_signal_list on risk_signal (tenant, opened_on, signal_id);

-- What was asked for: the night of a tenant's day, or a run somebody requested. Runs of a tenant happen one after
-- another, in the order of run_no.
create table score_run (
    tenant text collate "C" not null,
    run_id uuid not null,
    run_no bigint not null,
    kind text not null,
    day date not null,
    known_at timestamptz not null,
    scorecard_version integer not null,
    status text not null,
    idempotency_key text collate "C",
    asked_day date,
    asked_known_at timestamptz,
    accounts_total bigint,
    usage_flows boolean,
    support_flows boolean,
    before_day date,
    trend_day date,
    waiting_for text,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    primary key (tenant, run_id)
);

create unique index score_run_order on score_run (tenant, run_no);
create unique index score_run_once_a_night on score_run (tenant, day) where kind = 'night';
create unique index score_run_by_key on score_run (tenant, idempotency_key) where idempotency_key is not null;
create index score_run_unfinished on score_run (tenant, run_no) where status in ('queued', 'running');

-- The lease on each shard of a run. Claimed by the database's clock; every write of the work is guarded by the fence,
-- which rises with each claim, so a worker that was thought dead writes nothing when it wakes.
create table job_run (
    tenant text collate "C" not null,
    job text not null,
    business_day date not null,
    shard integer not null,
    status text not null,
    owner text,
    lease_until timestamptz not null,
    fence bigint not null,
    from_account text collate "C",
    to_account text collate "C",
    position text collate "C",
    accounts_done bigint not null,
    attempts integer not null,
    primary key (tenant, job, business_day, shard)
);
