-- What was removed of a person and where. Whose data it was stands here until all of it is gone, and no longer.
create table personal_data_receipt (
    tenant text collate "C" not null references tenant,
    receipt_id uuid not null,
    requested_at timestamptz not null,
    requested_by text not null,
    user_ids text[],
    -- Whether user_ids are all ids the user goes by; usage knows.
    ids_known boolean not null,
    account_id text collate "C",
    contact_id text collate "C",
    finished_at timestamptz,
    -- By the database's clock: until then somebody is at it.
    claimed_until timestamptz not null,
    primary key (tenant, receipt_id)
);

create index personal_data_receipt_open on personal_data_receipt (claimed_until) where finished_at is null;

create table personal_data_part (
    tenant text collate "C" not null,
    receipt_id uuid not null,
    service text not null,
    removed jsonb not null,
    finished_at timestamptz,
    primary key (tenant, receipt_id, service),
    foreign key (tenant, receipt_id) references personal_data_receipt
);
