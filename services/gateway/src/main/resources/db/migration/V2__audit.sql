-- Who changed what of a tenant, and when. Rows are added and nothing else.
create table audit_entry (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    tenant text collate "C" not null references tenant,
    actor text not null,
    action text not null,
    detail jsonb not null
);

create index audit_entry_of_tenant on audit_entry (tenant, at, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit entries stay as they were written';
end
$$;

create trigger audit_entry_stays before update or delete or truncate on audit_entry
    for each statement execute function refuse_change();
