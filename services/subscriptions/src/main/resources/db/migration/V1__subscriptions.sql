-- Every row belongs to a tenant, which leads every key. Ids are the caller's own and compare byte by byte.

create table account (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    name text not null,
    external_ids jsonb not null,
    attributes jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant, account_id)
);

create table plan (
    tenant text collate "C" not null,
    plan_id text collate "C" not null,
    name text not null,
    product text not null,
    tier_rank integer not null,
    public boolean not null,
    core_features jsonb not null,
    prices jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant, plan_id)
);

-- What a plan's core features were when: a score asked for as it was known then needs them.
create table plan_features (
    tenant text collate "C" not null,
    plan_id text collate "C" not null,
    known_at timestamptz not null,
    core_features jsonb not null,
    primary key (tenant, plan_id, known_at)
);

create table subscription (
    tenant text collate "C" not null,
    subscription_id text collate "C" not null,
    account_id text collate "C" not null,
    created_at timestamptz not null,
    primary key (tenant, subscription_id),
    foreign key (tenant, account_id) references account
);

create index subscription_by_account on subscription (tenant, account_id, subscription_id);

-- What callers asked for, and nothing derived: the timeline is folded from these rows.
create table subscription_change (
    tenant text collate "C" not null,
    subscription_id text collate "C" not null,
    change_id text collate "C" not null,
    kind text not null,
    effective_at timestamptz not null,
    known_at timestamptz not null,
    recorded_at timestamptz not null,
    plan_id text collate "C",
    quantity numeric(20, 6),
    price_amount numeric(27, 12),
    price_currency text,
    price_interval text,
    price_interval_count integer,
    cancel_at timestamptz,
    reason text,
    -- of the request as it was sent: the same change id with another content is a conflict
    fingerprint text not null,
    primary key (tenant, subscription_id, change_id),
    foreign key (tenant, subscription_id) references subscription
);

-- The newest sequence of a tenant's feed. Its update is the last lock a writing transaction takes, and holds it until
-- commit: sequence order is commit order, without gaps.
create table feed_head (
    tenant text collate "C" primary key,
    seq bigint not null
);

create table feed (
    tenant text collate "C" not null,
    seq bigint not null,
    recorded_at timestamptz not null,
    known_at timestamptz not null,
    type text not null,
    payload jsonb not null,
    primary key (tenant, seq)
);
