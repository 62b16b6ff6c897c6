-- What a month cost, as the tenant tells it. What is unknown is null, and so is every figure that needs it.
create table cost_month (
    tenant text collate "C" not null,
    -- its first day
    month date not null,
    sales_and_marketing numeric,
    sales_and_marketing_currency text,
    gross_margin numeric,
    ebitda_margin numeric,
    operating_cost numeric,
    operating_cost_currency text,
    updated_at timestamptz not null,
    primary key (tenant, month)
);
