-- Tenants that nobody comes in for, by word of the operator.
create table tenant_suspension (
    tenant text collate "C" primary key references tenant,
    since timestamptz not null,
    reason text not null
);
