-- A signal has a strength, and somebody may say that it is being dealt with. One is unresolved per account and type.
alter table risk_signal
    add column severity numeric(5, 4) not null default 1,
    add column reopened_on date,
    add column acknowledged_at timestamptz,
    add column acknowledged_by text,
    add column acknowledged_note text,
    add column acknowledged_severity numeric(5, 4);

drop index risk_signal_open;
create unique index risk_signal_open on risk_signal (tenant, account_id, type) where state <> 'resolved';
create index risk_signal_resolved on risk_signal (tenant, account_id, type, resolved_on) where state = 'resolved';

-- How signs are looked for and weighed; a row never changes.
create table signal_settings (
    tenant text collate "C" not null,
    version integer not null,
    created_at timestamptz not null,
    created_by text not null,
    body jsonb not null,
    primary key (tenant, version)
);

-- The risk of an account on a day beside its score, with the findings it rests on and what has to be remembered for
-- the day after.
create table risk_snapshot (
    tenant text collate "C" not null,
    day date not null,
    account_id text collate "C" not null,
    settings_version integer not null,
    value numeric(5, 4) not null,
    level text not null,
    parts jsonb not null,
    findings jsonb not null,
    memory jsonb not null,
    primary key (tenant, day, account_id)
);

-- Decided once when a run starts, like the rest.
alter table score_run
    add column signal_settings_version integer,
    add column meetings_flow boolean,
    add column surveys_flow boolean,
    add column usage_fault boolean;
