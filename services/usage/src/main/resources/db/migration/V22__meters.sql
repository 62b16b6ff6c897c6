create table meter (
    created_at timestamptz not null,
    updated_at timestamptz not null,
    tenant_no integer not null,
    meter_id text collate "C" not null,
    definition jsonb not null,
    primary key (tenant_no, meter_id)
);
