-- A file somebody asked for. The lease is by the database's clock; every write of the work is guarded by the fence, which
-- rises with each claim, so a worker that was thought dead writes nothing when it wakes.
create table export (
    tenant text collate "C" not null references tenant,
    export_id uuid not null,
    resource text not null,
    format text not null,
    profile text not null,
    encoding text not null,
    compression text not null,
    language text,
    uri text not null,
    asked jsonb not null,
    idempotency_key text collate "C",
    status text not null,
    created_at timestamptz not null,
    created_by text not null,
    started_at timestamptz,
    finished_at timestamptz,
    expires_at timestamptz,
    row_count bigint not null default 0,
    replaced_count bigint not null default 0,
    failure jsonb,
    attempts integer not null default 0,
    lease_until timestamptz not null default clock_timestamp(),
    fence bigint not null default 0,
    primary key (tenant, export_id)
);

create unique index export_by_key on export (tenant, idempotency_key) where idempotency_key is not null;
create index export_list on export (tenant, created_at desc, export_id desc);
create index export_unfinished on export (lease_until) where status in ('queued', 'running');
create index export_kept on export (expires_at) where expires_at is not null;

create table export_part (
    tenant text collate "C" not null,
    export_id uuid not null,
    part integer not null,
    row_count bigint not null,
    bytes bigint not null,
    primary key (tenant, export_id, part),
    foreign key (tenant, export_id) references export on delete cascade
);

-- The content in pieces of one size, but for the last of each part, so that any replica can serve any range of it.
create table export_chunk (
    tenant text collate "C" not null,
    export_id uuid not null,
    part integer not null,
    chunk integer not null,
    bytes bytea not null,
    primary key (tenant, export_id, part, chunk),
    foreign key (tenant, export_id) references export on delete cascade
);

alter table export_chunk alter column bytes set storage external;
