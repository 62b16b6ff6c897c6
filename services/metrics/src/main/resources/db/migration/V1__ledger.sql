-- Every row belongs to a tenant, which leads every key. Ids are the tenant's own and compare byte by byte.

-- How far a tenant's feed has been read. Written in the transaction of what was derived from it.
create table pull_position (
    tenant text collate "C" primary key,
    applied bigint not null default 0,
    head bigint not null default 0,
    -- which build of the ledger this is; a rebuild starts another
    epoch bigint not null default 0,
    -- the zone whose days the ledger was netted by
    zone text not null default 'UTC',
    -- none, requested (nothing wiped yet) or running
    rebuild text not null default 'none',
    -- why the feed stands still, if it does
    error text,
    pulled_at timestamptz
);

-- Copies of what the feed says. Each can be rebuilt from its sequence 0.
create table account (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    name text not null,
    attributes jsonb not null,
    deleted boolean not null,
    -- the position of the page that last changed the account or its ledger
    touched bigint not null,
    primary key (tenant, account_id)
);

create index account_by_touch on account (tenant, touched);

create table plan (
    tenant text collate "C" not null,
    plan_id text collate "C" not null,
    name text not null,
    product text not null,
    tier_rank integer not null,
    primary key (tenant, plan_id)
);

create table subscription_timeline (
    tenant text collate "C" not null,
    subscription_id text collate "C" not null,
    change_id text collate "C" not null,
    account_id text collate "C" not null,
    -- the newest sequence that told of this change
    seq bigint not null,
    effective_at timestamptz not null,
    position integer not null,
    known_at timestamptz not null,
    recorded_at timestamptz not null,
    kind text not null,
    reason text,
    state text not null,
    plan_id text collate "C" not null,
    quantity numeric not null,
    amount numeric,
    currency text,
    interval_unit text,
    interval_count integer,
    cancel_at timestamptz,
    primary key (tenant, subscription_id, change_id)
);

create index subscription_timeline_by_account on subscription_timeline (tenant, account_id);

-- The ledger: what each day did to an annualised balance. At two grains: the whole customer (plan_id '') and the
-- customer's share of each plan, which has rows of type none where only the number of subscriptions changed.
create table mrr_movement (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    plan_id text collate "C" not null,
    currency text collate "C" not null,
    day date not null,
    type text not null,
    reason text not null,
    opening numeric not null,
    closing numeric not null,
    subscriptions integer not null,
    paying_subscriptions integer not null,
    -- the position of the page that wrote it
    seq bigint not null,
    primary key (tenant, account_id, plan_id, currency, day)
);

-- The last check of each tenant's ledger against the timelines.
create table reconciliation (
    tenant text collate "C" primary key,
    epoch bigint not null,
    applied bigint not null,
    day date not null,
    checked_at timestamptz not null,
    ok boolean not null,
    findings jsonb not null
);
