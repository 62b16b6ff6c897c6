create table renewal (
    tenant text collate "C" not null,
    subscription_id text collate "C" not null,
    renewal_id text collate "C" not null,
    due_at timestamptz not null,
    term_months integer,
    auto_renew boolean not null,
    notice_by timestamptz,
    intent text,
    intent_by text,
    intent_at timestamptz,
    outcome text,
    outcome_at timestamptz,
    -- first, and last
    known_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant, subscription_id, renewal_id),
    foreign key (tenant, subscription_id) references subscription
);

create index renewal_due on renewal (tenant, due_at, subscription_id, renewal_id);
