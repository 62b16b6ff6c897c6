-- What a change can say beside plan, quantity and price.
alter table subscription_change
    add column add_ons jsonb,
    add column minimum_amount numeric(27, 12),
    add column minimum_currency text,
    add column term_starts_at timestamptz,
    add column term_ends_at timestamptz,
    add column term_auto_renew boolean,
    add column discount_id text collate "C",
    add column coupon_id text collate "C",
    add column percent_off numeric(13, 12),
    add column amount_off numeric(27, 12),
    add column amount_off_currency text,
    add column discount_duration text,
    add column discount_until timestamptz,
    add column to_account_id text collate "C",
    add column reason_code text,
    add column intent text;

create index subscription_change_transfer on subscription_change (tenant, to_account_id, subscription_id)
    where to_account_id is not null;

-- Changes that were taken out, and the subscriptions that went with their last one: nothing that was known is forgotten.
create table removed_change (like subscription_change);

alter table removed_change
    add column account_id text collate "C" not null,
    add column removed_at timestamptz not null,
    add column removed_by text not null,
    add column removal bigint generated always as identity,
    add primary key (tenant, subscription_id, change_id, removal);

-- Accounts that are another one now.
create table account_merge (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    into_account_id text collate "C" not null,
    change_id text collate "C" not null,
    subscriptions integer not null,
    merged_at timestamptz not null,
    primary key (tenant, account_id, change_id)
);

-- Whose a subscription was said to be until a merge said otherwise: by its beginning, or by one of its transfers.
create table rekeyed_subscription (
    tenant text collate "C" not null,
    subscription_id text collate "C" not null,
    -- of the transfer; empty for the beginning
    change_id text collate "C" not null,
    account_id text collate "C" not null,
    rekeyed_at timestamptz not null,
    rekeying bigint generated always as identity,
    primary key (tenant, subscription_id, change_id, rekeying)
);

create index rekeyed_subscription_account on rekeyed_subscription (tenant, account_id, subscription_id);

-- What lists of subscriptions are asked by.
create index subscription_change_effective on subscription_change (tenant, effective_at, subscription_id);
create index subscription_change_cancel on subscription_change (tenant, cancel_at, subscription_id)
    where cancel_at is not null;
create index subscription_change_discount on subscription_change (tenant, discount_until, subscription_id)
    where discount_until is not null;
create index subscription_change_term on subscription_change (tenant, term_ends_at, subscription_id)
    where term_ends_at is not null;
create index subscription_change_plan on subscription_change (tenant, plan_id, subscription_id)
    where plan_id is not null;
create index subscription_change_rare on subscription_change (tenant, kind, subscription_id)
    where kind in ('trial_start', 'free_start', 'payment_failed', 'pause', 'schedule_cancellation');
