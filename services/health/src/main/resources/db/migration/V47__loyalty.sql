-- Each paying customer in each month, as the last day of it that was scored saw it.
create table loyalty_month (
    tenant text collate "C" not null,
    month date not null,
    account_id text collate "C" not null,
    loyal boolean not null,
    primary key (tenant, month, account_id)
);
