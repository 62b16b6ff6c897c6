-- A tenant's days that are to be counted again from the events, one after another.
create table rollup_rebuild (
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    rebuild_id uuid not null,
    tenant_no integer not null,
    from_day date not null,
    to_day date not null,
    next_day date not null,
    days_skipped integer not null default 0,
    rows_corrected bigint not null default 0,
    attempts integer not null default 0,
    status text not null check (status in ('queued', 'running', 'done', 'failed')),
    error text,
    primary key (tenant_no, rebuild_id)
);

comment on column rollup_rebuild.days_skipped is 'days whose events are no longer kept';

create unique index rollup_rebuild_open on rollup_rebuild (tenant_no, from_day, to_day)
    where status in ('queued', 'running');

-- Days that were counted again from the events and compared with the rollups, of all tenants at once.
create table rollup_check (
    checked_at timestamptz not null,
    checked_on date not null,
    day date not null,
    primary key (checked_on, day)
);

-- What a check found that does not agree; gone when the day is found in order or was rebuilt.
create table rollup_doubt (
    found_at timestamptz not null,
    tenant_no integer not null,
    day date not null,
    differences bigint not null,
    example text not null,
    primary key (tenant_no, day)
);
