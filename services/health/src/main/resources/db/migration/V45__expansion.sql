-- Whether more may be proposed to an account, as its latest run saw it, with every condition. peaks is what the day
-- after starts from; the score and the answers of its people are what the list is ranked by.
create table account_expansion (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    day date not null,
    settings_version integer not null,
    state text not null,
    kinds text[] not null,
    score numeric(7, 4),
    nps numeric(7, 4),
    rank_score numeric(7, 4) not null generated always as (coalesce(score, -1)) stored,
    rank_nps numeric(7, 4) not null generated always as (coalesce(nps, -101)) stored,
    mrr numeric,
    currency text,
    conditions text not null,
    options text not null,
    peaks text not null,
    primary key (tenant, account_id)
) with (fillfactor = 80);

create index account_expansion_rank
    on account_expansion (tenant, rank_score desc, rank_nps desc, account_id);

-- What was proposed to a customer, or what one asked for by itself, and what became of it.
create table offer (
    tenant text collate "C" not null,
    offer_id uuid not null default gen_random_uuid(),
    account_id text collate "C" not null,
    kind text not null,
    requested_by text not null,
    plan_id text collate "C",
    quantity numeric(20, 6),
    term_months integer,
    amount numeric,
    currency text,
    discounts jsonb not null,
    owner_team text not null,
    note text,
    unmet text[] not null,
    state text not null,
    reason text,
    proposed_on date not null,
    closed_on date,
    created_at timestamptz not null,
    created_by text not null,
    closed_at timestamptz,
    closed_by text,
    idempotency_key text collate "C",
    idempotency_body jsonb,
    primary key (tenant, offer_id)
);

-- One proposal of ours is open per account; what customers ask for is not counted.
create unique index offer_open on offer (tenant, account_id) where state = 'open' and requested_by = 'provider';
create unique index offer_by_key on offer (tenant, idempotency_key) where idempotency_key is not null;
create index offer_by_account on offer (tenant, account_id, proposed_on);
create index offer_list on offer (tenant, created_at, offer_id);

-- Something more that a customer tries for some days. ends_on is the first day without it.
create table product_trial (
    tenant text collate "C" not null,
    trial_id uuid not null default gen_random_uuid(),
    account_id text collate "C" not null,
    requested_by text not null,
    plan_id text collate "C",
    feature_id text collate "C",
    features text[] not null,
    started_on date not null,
    ends_on date not null,
    outcome text,
    outcome_on date,
    active_on date[] not null,
    features_used text[] not null,
    created_at timestamptz not null,
    created_by text not null,
    primary key (tenant, trial_id)
);

create index product_trial_by_account on product_trial (tenant, account_id, started_on);
create index product_trial_list on product_trial (tenant, started_on, trial_id);
