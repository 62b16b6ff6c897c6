-- A filter with a name; each of its names has one of the values.
create table segment (
    tenant text collate "C" not null references tenant,
    segment_id text collate "C" not null,
    name text not null,
    filters jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by text not null,
    primary key (tenant, segment_id)
);
