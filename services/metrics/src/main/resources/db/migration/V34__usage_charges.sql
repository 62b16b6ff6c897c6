-- What was charged for what was used in a period of service, each charge in every version the feed told: the newest one
-- known at an instant is what was known then.
create table usage_charge (
    tenant text collate "C" not null,
    subscription_id text collate "C" not null,
    change_id text collate "C" not null,
    seq bigint not null,
    known_at timestamptz not null,
    deleted boolean not null,
    amount numeric,
    currency text,
    period_start timestamptz,
    period_end timestamptz,
    primary key (tenant, subscription_id, change_id, seq)
);
