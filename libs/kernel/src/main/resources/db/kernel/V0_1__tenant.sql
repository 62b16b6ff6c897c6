-- The service's copy of what the gateway knows of a tenant; newer versions win.
create table tenant (
    tenant text collate "C" primary key,
    version bigint not null,
    name text not null,
    zone text not null,
    currency text not null,
    language text not null,
    fiscal_year_start_month integer not null
);
