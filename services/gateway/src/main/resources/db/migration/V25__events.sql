-- What happened in the services, in one order for each tenant, and how far the notices of each service were read. The head
-- row is the last lock of a writing transaction.
create table event_head (
    tenant text collate "C" primary key,
    seq bigint not null
);

create table event_position (
    service text not null,
    tenant text collate "C" not null,
    seq bigint not null,
    primary key (service, tenant)
);

create table event (
    tenant text collate "C" not null,
    seq bigint not null,
    id text not null,
    type text not null,
    at timestamptz not null,
    account_id text collate "C",
    data text not null,
    primary key (tenant, seq)
);

create index event_by_age on event (at);
create index event_of_type on event (tenant, type, at);
