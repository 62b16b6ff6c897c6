-- What happened here that somebody outside may want to be told of. Its head row is the last lock a writing transaction
-- takes, and holds it until commit: sequence order is commit order, without gaps. Rows go after thirty days.
create table notice_head (
    tenant text collate "C" primary key,
    seq bigint not null
);

create table notice (
    tenant text collate "C" not null,
    seq bigint not null,
    at timestamptz not null,
    type text not null,
    account_id text collate "C",
    data jsonb not null,
    primary key (tenant, seq)
);

create index notice_by_age on notice (tenant, at);
