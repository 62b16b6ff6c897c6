-- What the replicas share of each limit. Written often and worth nothing after a crash, so it is not logged.
create unlogged table rate_bucket (
    id text collate "C" primary key,
    state bytea,
    expires_at bigint
);

-- Requests a minute that a tenant may make of a class, where the operator has set another number than the default.
create table tenant_limit (
    tenant text collate "C" not null references tenant,
    class text not null check (class in ('ingestion', 'reads', 'writes', 'exports')),
    per_minute bigint not null check (per_minute > 0),
    primary key (tenant, class)
);
