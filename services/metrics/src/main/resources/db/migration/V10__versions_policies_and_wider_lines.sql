-- What the terms of a subscription say beside its main item.
alter table subscription_timeline
    add column reason_code text,
    add column intent text,
    add column add_ons jsonb,
    add column discounts jsonb,
    add column minimum numeric,
    add column term_starts timestamptz,
    add column term_ends timestamptz,
    add column auto_renew boolean;

-- Every version of every change the feed has told, so that a figure can be given as it was known at any instant.
-- A version without terms took the change out of the timeline.
create table timeline_version (
    like subscription_timeline including defaults,
    deleted boolean not null default false,
    primary key (tenant, subscription_id, change_id, seq)
);
alter table timeline_version
    alter column effective_at drop not null,
    alter column position drop not null,
    alter column kind drop not null,
    alter column state drop not null,
    alter column plan_id drop not null,
    alter column quantity drop not null;

create index timeline_version_by_knowledge on timeline_version (tenant, known_at);
create index timeline_version_by_account on timeline_version (tenant, account_id);

insert into timeline_version select *, false from subscription_timeline;

alter table account
    add column parent_id text collate "C",
    add column owner text,
    -- the tenant's own, a test or a partner: in no figure
    add column internal boolean not null default false,
    add column merged_into text collate "C";

create table account_version (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    seq bigint not null,
    known_at timestamptz not null,
    attributes jsonb not null,
    parent_id text collate "C",
    owner text,
    internal boolean not null,
    primary key (tenant, account_id, seq)
);

create index account_version_by_knowledge on account_version (tenant, known_at);

insert into account_version
select tenant, account_id, 0, '-infinity', attributes, null, null, false from account;

alter table plan
    add column public boolean not null default true,
    add column add_on boolean not null default false;

-- 1 base = rate currency. The newest version known of a day counts.
create table fx_rate (
    tenant text collate "C" not null,
    base text collate "C" not null,
    currency text collate "C" not null,
    day date not null,
    seq bigint not null,
    known_at timestamptz not null,
    rate numeric not null,
    primary key (tenant, base, currency, day, seq)
);

create table renewal (
    tenant text collate "C" not null,
    renewal_id text collate "C" not null,
    subscription_id text collate "C" not null,
    account_id text collate "C" not null,
    due_at timestamptz not null,
    term_months integer,
    auto_renew boolean not null,
    notice_by timestamptz,
    intent text,
    outcome text,
    outcome_at timestamptz,
    -- went with its subscription
    deleted boolean not null default false,
    seq bigint not null,
    known_at timestamptz not null,
    primary key (tenant, subscription_id, renewal_id)
);

create index renewal_by_due on renewal (tenant, due_at);

-- Which policies a tenant has set, from when on that was known.
create table tenant_policy (
    tenant text collate "C" not null,
    seq bigint not null,
    known_at timestamptz not null,
    policies jsonb not null,
    primary key (tenant, seq)
);

-- The rules the ledger was netted by; a ledger netted by other rules than those in force is netted anew.
alter table pull_position add column netted_by text not null default '';

-- The finer grain is the customer's share of a plan, billing interval and length of commitment.
alter table mrr_movement
    add column billing_interval text collate "C" not null default '',
    add column term text collate "C" not null default '',
    add column opening_gross numeric not null default 0,
    add column closing_gross numeric not null default 0,
    add column paused_subscriptions integer not null default 0,
    -- the leaver's own reason
    add column reason_code text,
    drop constraint mrr_movement_pkey,
    add primary key (tenant, account_id, plan_id, currency, billing_interval, term, day);

create aggregate product(numeric) (sfunc = numeric_mul, stype = numeric, initcond = '1');
