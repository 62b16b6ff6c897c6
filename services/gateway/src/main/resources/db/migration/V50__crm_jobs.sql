-- A job by which a CRM takes many records at once. A connection has one at most, and pushes nothing beside it. The stage is
-- what certainly was reached: whether the next step was taken is not known.
create table crm_job (
    tenant text collate "C" not null,
    connection_id text collate "C" not null,
    target text not null,
    stage text not null,
    job_id text,
    looks integer not null default 0,
    started_at timestamptz not null,
    primary key (tenant, connection_id),
    foreign key (tenant, connection_id) references crm_connection on delete cascade
);

-- The records in it, as they were handed over.
create table crm_job_record (
    tenant text collate "C" not null,
    connection_id text collate "C" not null,
    account_id text collate "C" not null,
    record_key text not null,
    hash bytea not null,
    attempts integer not null,
    primary key (tenant, connection_id, account_id),
    foreign key (tenant, connection_id) references crm_job on delete cascade
);

alter table crm_run add column job_id text;
