-- Who took what out, and when. Rows are added and nothing else.
create table audit_entry (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    tenant_no integer not null,
    actor text not null,
    action text not null,
    source text collate "C",
    event_id text collate "C",
    detail jsonb not null
);

create index audit_entry_of_event on audit_entry (tenant_no, source, event_id) where source is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit entries stay as they were written';
end
$$;

create trigger audit_entry_stays before update or delete or truncate on audit_entry
    for each statement execute function refuse_change();

-- Users whose personal data is being removed, month by month; a row goes when its user is done.
create table erasure (
    asked_at timestamptz not null,
    tenant_no integer not null,
    user_id text collate "C" not null,
    anonymous_id text collate "C" not null,
    actor text not null,
    events bigint not null default 0,
    rollup_rows bigint not null default 0,
    primary key (tenant_no, user_id)
);
