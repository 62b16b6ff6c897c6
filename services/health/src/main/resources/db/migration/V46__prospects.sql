-- Accounts that use the product without paying for it, by how ready they are to.
create table prospect (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    day date not null,
    name text,
    owner text,
    state text not null,
    readiness numeric(5, 2) not null,
    parts jsonb not null,
    primary key (tenant, account_id)
);

create index prospect_rank on prospect (tenant, readiness desc, account_id);
