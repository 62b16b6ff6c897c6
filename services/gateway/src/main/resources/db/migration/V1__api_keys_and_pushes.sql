-- What a tenant shows to be let in. The key itself is never here, only the hash of its 256 random bits.
create table api_key (
    id text collate "C" primary key,
    tenant text collate "C" not null references tenant,
    name text not null,
    scopes text[] not null,
    hash bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
);

create index api_key_by_tenant on api_key (tenant, created_at desc, id desc);

-- The newest version of a tenant's record that each service is known to hold.
create table tenant_push (
    tenant text collate "C" not null references tenant,
    service text not null,
    version bigint not null,
    primary key (tenant, service)
);
