-- A target plan: what a metric should reach in each of its stages.
create table target_plan (
    tenant text collate "C" not null,
    metric text collate "C" not null,
    direction text not null,
    updated_at timestamptz not null,
    primary key (tenant, metric)
);

create table target_stage (
    tenant text collate "C" not null,
    metric text collate "C" not null,
    from_day date not null,
    to_day date not null,
    value numeric not null,
    -- null where the metric is no money
    currency text,
    primary key (tenant, metric, from_day)
);

-- The guide values a tenant has put in the place of the usual ones, and what kind of business it is.
create table guide_catalogue (
    tenant text collate "C" primary key,
    business_model text,
    billing_term text,
    guides jsonb not null,
    updated_at timestamptz not null
);
