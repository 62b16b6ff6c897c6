-- What went well for a customer, to be told to others of the same industry or size.
create table success_case (
    tenant text collate "C" not null,
    case_id uuid not null default gen_random_uuid(),
    title text not null,
    url text,
    industry text,
    size text,
    features text[] not null,
    text text,
    created_at timestamptz not null,
    created_by text not null,
    primary key (tenant, case_id)
);

create index success_case_list on success_case (tenant, created_at, case_id);
