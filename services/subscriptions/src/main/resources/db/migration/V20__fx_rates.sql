-- What one unit of the base was worth in a currency on a day of the tenant's source. Missing days stay missing.
create table fx_rate (
    tenant text collate "C" not null,
    date date not null,
    base text collate "C" not null,
    currency text collate "C" not null,
    rate numeric(27, 12) not null check (rate > 0),
    updated_at timestamptz not null,
    primary key (tenant, date, base, currency)
);

-- The last rate until a day, however long ago.
create index fx_rate_by_currency on fx_rate (tenant, currency, base, date desc);
