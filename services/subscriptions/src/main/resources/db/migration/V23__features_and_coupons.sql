-- What products can do, and since when. Which plans include a feature is said by the plans.
create table feature (
    tenant text collate "C" not null,
    feature_id text collate "C" not null,
    name text not null,
    product text not null,
    released_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant, feature_id)
);

-- What can be taken off a price: a part of it, or an amount each billing interval.
create table coupon (
    tenant text collate "C" not null,
    coupon_id text collate "C" not null,
    name text not null,
    percent_off numeric(13, 12),
    amount_off numeric(27, 12),
    currency text,
    duration text not null,
    months integer,
    valid_until timestamptz,
    plan_ids jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant, coupon_id),
    check ((percent_off is null) <> (amount_off is null)),
    check ((amount_off is null) = (currency is null))
);
