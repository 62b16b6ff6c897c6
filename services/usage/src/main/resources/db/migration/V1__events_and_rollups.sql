-- A short number stands for the tenant in the tables that grow by the event. It never leaves the service.
create table tenant_number (
    tenant text collate "C" primary key,
    tenant_no integer generated always as identity unique
);

-- Who has been here: one row for each (tenant, source, id), whatever day the event claims. The identity is a hash of
-- source and id; both are kept in full, so that a collision is seen and the later event takes the next free identity.
-- It outlives the event: an identity stays used. Apart from the events, so that they can be dropped by the month and
-- copied in without an index to keep.
create table event_identity (
    fingerprint bigint not null,
    claimed_at bigint,
    identity_high bigint not null,
    identity_low bigint not null,
    tenant_no integer not null,
    source text collate "C" not null,
    event_id text collate "C" not null,
    primary key (tenant_no, identity_high, identity_low)
);

comment on column event_identity.claimed_at is 'the time the event gave itself, in microseconds since 1970; null when the server assigned one';
comment on column event_identity.fingerprint is 'a hash of the content without the time';

-- What happened. '' stands for no account, no user and no feature. Months get a partition when their first event comes;
-- what is very old stays in the default one.
create table event (
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    identity_high bigint not null,
    identity_low bigint not null,
    tenant_no integer not null,
    day date not null,
    received_on date not null,
    account_id text collate "C" not null,
    user_id text collate "C" not null,
    name text collate "C" not null,
    feature text collate "C" not null,
    value numeric(20, 6),
    properties jsonb,
    extensions jsonb
) partition by range (day);

create table event_other partition of event default;

-- What was counted, in the transaction that stored the events. `received_on` is part of the key, so that a reader can
-- leave out what was not yet known at a day.
create table usage_day (
    count bigint not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    tenant_no integer not null,
    day date not null,
    received_on date not null,
    account_id text collate "C" not null,
    name text collate "C" not null,
    user_id text collate "C" not null,
    feature text collate "C" not null,
    sum numeric not null,
    primary key (tenant_no, day, account_id, name, user_id, feature, received_on)
) with (fillfactor = 80);

-- The same by account only: first seen and last login over the whole history, without reading it by user and name.
create table account_day (
    count bigint not null,
    logins bigint not null,
    tenant_no integer not null,
    day date not null,
    received_on date not null,
    account_id text collate "C" not null,
    primary key (tenant_no, account_id, day, received_on)
) with (fillfactor = 80);
