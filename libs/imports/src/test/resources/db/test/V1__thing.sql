create table thing (
    tenant text not null,
    id text not null,
    amount numeric(12, 2) not null,
    applied integer not null default 1,
    primary key (tenant, id)
);
