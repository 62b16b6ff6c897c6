-- How a tenant's scores are written into a CRM, where it differs from what everybody has. json keeps the order of fields.
create table crm_profile (
    tenant text collate "C" not null references tenant,
    crm text not null,
    profile json not null,
    updated_at timestamptz not null,
    primary key (tenant, crm)
);
