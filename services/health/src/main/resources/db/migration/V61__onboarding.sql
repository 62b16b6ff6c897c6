-- How each account began, as the latest day it was scored on saw it; kept when it left. Written when something changes.
create table account_onboarding (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    state text not null,
    internal boolean not null,
    customer_since date,
    began_on date,
    first_value_on date,
    left_on date,
    owner text collate "C",
    plans text collate "C",
    attributes jsonb not null,
    steps jsonb not null,
    primary key (tenant, account_id)
) with (fillfactor = 90);

create index account_onboarding_by_beginning on account_onboarding (tenant, customer_since);

-- Whether it recommends us and pays more than 90 days before.
alter table loyalty_month add column growing boolean not null default false;
