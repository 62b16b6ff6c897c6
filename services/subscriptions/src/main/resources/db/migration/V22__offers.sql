-- What a plan offers beside its prices.
alter table plan
    add column offering jsonb not null
        default '{"axes": {}, "limits": {}, "features": [], "legacy": false, "add_on": false}';

-- The tenant's discounts for long terms, where it does not keep to the usual ones.
create table term_discounts (
    tenant text collate "C" primary key,
    discounts jsonb not null,
    updated_at timestamptz not null
);

-- Plans that cost less together.
create table bundle (
    tenant text collate "C" not null,
    bundle_id text collate "C" not null,
    name text not null,
    plan_ids jsonb not null,
    percent_off numeric(13, 12) not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant, bundle_id)
);
