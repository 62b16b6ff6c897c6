-- Where a tenant's scores are pushed to. What lets us in there is sealed. The position in the list of scores moves in the
-- transaction that writes down what changed; a lease lets one replica push at a time.
create table crm_connection (
    tenant text collate "C" not null references tenant,
    connection_id text collate "C" not null,
    crm text not null,
    name text,
    address text not null,
    object_type text not null,
    id_field text,
    credentials bytea not null,
    state text not null,
    written_as text not null default '',
    position_cursor text,
    position_token text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    failures integer not null default 0,
    failing_since timestamptz,
    last_code text,
    last_detail text,
    waits_until timestamptz,
    follow_at timestamptz not null default '-infinity',
    worked_at timestamptz not null default '-infinity',
    lease_until timestamptz not null default '-infinity',
    fence bigint not null default 0,
    primary key (tenant, connection_id)
);

-- An account as the CRM is to have it. sent_hash is of what the CRM certainly has; none while a request is under way.
create table crm_record (
    tenant text collate "C" not null,
    connection_id text collate "C" not null,
    account_id text collate "C" not null,
    change_seq bigint not null,
    record_key text,
    properties json not null,
    hash bytea not null,
    sent_hash bytea,
    sent_at timestamptz,
    crm_id text,
    outcome text not null,
    code text,
    detail text,
    attempts integer not null default 0,
    next_at timestamptz not null,
    outcome_at timestamptz not null,
    primary key (tenant, connection_id, account_id),
    foreign key (tenant, connection_id) references crm_connection on delete cascade
);

create index crm_record_pending on crm_record (tenant, connection_id, change_seq) where outcome = 'pending';
create index crm_record_by_outcome on crm_record (tenant, connection_id, outcome, account_id);

create table crm_run (
    tenant text collate "C" not null,
    connection_id text collate "C" not null,
    number bigint generated always as identity,
    requested_by text,
    dry_run boolean not null,
    state text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    requests integer not null default 0,
    pushed integer not null default 0,
    failed integer not null default 0,
    deferred integer not null default 0,
    primary key (tenant, connection_id, number),
    foreign key (tenant, connection_id) references crm_connection on delete cascade
);

create index crm_run_open on crm_run (tenant, connection_id, number) where ended_at is null;
create index crm_run_by_age on crm_run (started_at);
