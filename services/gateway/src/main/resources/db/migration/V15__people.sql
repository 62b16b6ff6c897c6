-- Whose tokens are believed, for which tenant, and what they say of a person. An issuer and audience may be shared by
-- tenants that a claim tells apart.
create table identity_provider (
    tenant text collate "C" not null references tenant,
    id text collate "C" not null,
    issuer text collate "C" not null,
    audience text collate "C" not null,
    tenant_claim text,
    tenant_value text collate "C",
    person_claim text not null,
    roles_claim text,
    roles jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant, id),
    check ((tenant_claim is null) = (tenant_value is null))
);

create index identity_provider_by_issuer on identity_provider (issuer);

-- The people of a tenant that were given a role here, found by the subject of a provider's tokens or by e-mail address.
create table member (
    tenant text collate "C" not null references tenant,
    id text collate "C" not null,
    name text,
    email text,
    provider text collate "C",
    subject text collate "C",
    role text not null check (role in ('viewer', 'csm', 'csm_all', 'manager', 'admin')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant, id),
    check ((provider is null) = (subject is null)),
    check (provider is not null or email is not null)
);

create unique index member_by_subject on member (tenant, provider, subject);
create unique index member_by_email on member (tenant, lower(email));
