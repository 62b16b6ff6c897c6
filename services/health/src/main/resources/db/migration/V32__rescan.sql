-- Accounts to be looked at again at once, because something was said that cannot wait for the night.
create table rescan (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    asked_at timestamptz not null,
    not_before timestamptz not null,
    attempts integer not null,
    primary key (tenant, account_id)
);

create index rescan_due on rescan (not_before);

-- How far the changes of subscriptions were read for news that cannot wait.
create table notice_position (
    tenant text collate "C" primary key,
    seq bigint not null
);
