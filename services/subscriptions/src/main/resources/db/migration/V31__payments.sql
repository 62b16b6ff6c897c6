-- A log of payments. Two equal rows are one payment, unless its source gives them ids.
create table payment (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    day date not null,
    currency text not null,
    amount numeric(27, 12) not null,
    plan_id text collate "C" not null,
    -- empty where the log has none
    payment_id text collate "C" not null,
    primary key (tenant, account_id, day, currency, amount, plan_id, payment_id)
);

create index payment_day on payment (tenant, day);

-- Who paid, what a payment of theirs stands for, and whether their periods have to be read anew.
create table payment_account (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    rule_interval text not null,
    interval_count integer not null,
    grace_days integer not null,
    stale boolean not null,
    -- the day from which the last period is no longer open
    open_until date,
    subscriptions jsonb not null default '[]',
    primary key (tenant, account_id)
);

create index payment_account_stale on payment_account (tenant, account_id) where stale;
create index payment_account_open on payment_account (tenant, open_until) where open_until is not null;
