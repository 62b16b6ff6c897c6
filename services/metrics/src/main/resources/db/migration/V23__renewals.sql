-- What the feed tells of contracts that come to their end.
create table if not exists renewal (
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
    seq bigint not null,
    known_at timestamptz not null,
    primary key (tenant, renewal_id)
);

create index if not exists renewal_by_due on renewal (tenant, due_at);
