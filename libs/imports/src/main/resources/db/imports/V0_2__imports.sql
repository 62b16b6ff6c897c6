-- Files sent to be imported, their bytes until they are worked through, and the rows that were not taken.
create table import_job (
    tenant text collate "C" not null,
    id text collate "C" not null,
    -- The order of arrival; the jobs of one tenant follow each other.
    number bigint generated always as identity unique,
    kind text not null,
    history boolean not null,
    status text not null check (status in ('queued', 'running', 'done', 'failed')),
    mapping text not null,
    media_type text,
    digest bytea not null,
    idempotency_key text collate "C",
    stored_at timestamptz not null default clock_timestamp(),
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    detail text,
    rows_read bigint not null default 0,
    rows_accepted bigint not null default 0,
    rows_unchanged bigint not null default 0,
    rows_rejected bigint not null default 0,
    -- Who may write: the worker that holds the highest fence, until the lease ends by the database's clock.
    fence bigint not null default 0,
    lease_until timestamptz,
    attempts integer not null default 0,
    primary key (tenant, id),
    unique (tenant, idempotency_key),
    check (rows_read = rows_accepted + rows_unchanged + rows_rejected)
);

create index import_job_open on import_job (tenant, number) where status in ('queued', 'running');

create table import_chunk (
    tenant text collate "C" not null,
    import_id text collate "C" not null,
    ordinal integer not null,
    bytes bytea not null,
    primary key (tenant, import_id, ordinal),
    foreign key (tenant, import_id) references import_job (tenant, id) on delete cascade
);

create table import_rejection (
    tenant text collate "C" not null,
    import_id text collate "C" not null,
    ordinal bigint generated always as identity,
    line bigint not null,
    field text not null,
    code text not null,
    detail text not null,
    primary key (tenant, import_id, ordinal),
    foreign key (tenant, import_id) references import_job (tenant, id) on delete cascade
);
