-- Where a tenant wants to be told of events. What proves us, or lets us in there, is sealed: nobody reads it out of a copy
-- of the database. Failures are of different messages in a row; a lease lets one replica work for an endpoint at a time.
create table webhook_endpoint (
    tenant text collate "C" not null references tenant,
    endpoint_id text collate "C" not null,
    kind text not null,
    target bytea not null,
    shown_url text not null,
    description text,
    types text[] not null,
    state text not null,
    disabled_reason text,
    secret bytea,
    previous_secret bytea,
    previous_until timestamptz,
    token bytea,
    digest boolean not null,
    digest_hour integer not null,
    digest_on date,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    failures integer not null default 0,
    failed_last bigint,
    failing_since timestamptz,
    paused_until timestamptz,
    worked_at timestamptz not null default '-infinity',
    lease_until timestamptz not null default '-infinity',
    fence bigint not null default 0,
    primary key (tenant, endpoint_id)
);

-- A message to an endpoint, made in the transaction that moves the position in the feed. Its number is its place in line.
create table webhook_delivery (
    tenant text collate "C" not null,
    endpoint_id text collate "C" not null,
    number bigint generated always as identity,
    message_id text not null,
    type text not null,
    account_id text collate "C",
    at timestamptz not null,
    data text not null,
    state text not null,
    attempts integer not null default 0,
    next_at timestamptz not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    primary key (tenant, endpoint_id, number),
    foreign key (tenant, endpoint_id) references webhook_endpoint on delete cascade
);

create index webhook_delivery_pending on webhook_delivery (tenant, endpoint_id, number) where state = 'pending';
create unique index webhook_delivery_once on webhook_delivery (tenant, endpoint_id, message_id);
create index webhook_delivery_by_age on webhook_delivery (created_at);

create table webhook_attempt (
    tenant text collate "C" not null,
    endpoint_id text collate "C" not null,
    number bigint not null,
    attempt integer not null,
    at timestamptz not null,
    outcome text not null,
    status integer,
    duration_ms integer not null,
    primary key (tenant, endpoint_id, number, attempt),
    foreign key (tenant, endpoint_id, number) references webhook_delivery on delete cascade
);
