-- Who changed what, and when: written by the tables themselves, so by whatever way a row is changed. Rows are added and
-- nothing else.
create table audit_trail (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    tenant text collate "C" not null,
    actor text not null,
    action text not null,
    detail jsonb not null
);

create index audit_trail_of_tenant on audit_trail (tenant, at, id);

create function refuse_change_of_trail() returns trigger language plpgsql as $$
begin
    raise exception 'audit entries stay as they were written';
end
$$;

create trigger audit_trail_stays before update or delete or truncate on audit_trail
    for each statement execute function refuse_change_of_trail();

-- Writes an entry for a row that a request changes; what nobody asked for (nights, pulls, imports) has none.
-- Arguments: what a row is, the columns that say which one (with commas), and the columns that are not told.
create function keep_audit() returns trigger language plpgsql as $$
declare
    asked text := current_setting('keizoku.change', true);
    untold text[] := coalesce(tg_argv[2:], '{}') || '{tenant,tenant_no,created_at,updated_at}';
    before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
    after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
    present jsonb := case when tg_op = 'DELETE' then before else after end;
    whose text := present ->> 'tenant';
    differences jsonb;
    which text;
begin
    if coalesce(asked, '') = '' then
        return null;
    end if;
    select jsonb_object_agg(field, jsonb_build_object('old', before -> field, 'new', after -> field))
    into differences
    from (select jsonb_object_keys(before || after) as field) as fields
    where before -> field is distinct from after -> field and field <> all(untold)
        and coalesce(before -> field, 'null') <> coalesce(after -> field, 'null');
    if differences is null and tg_op = 'UPDATE' then
        return null;
    end if;
    if whose is null then
        execute 'select tenant from tenant_number where tenant_no = $1' into whose using (present ->> 'tenant_no')::int;
    end if;
    select string_agg(present ->> field, '/' order by place) into which
    from unnest(string_to_array(tg_argv[1], ',')) with ordinality as named (field, place);
    insert into audit_trail (at, tenant, actor, action, detail)
    values ((asked::jsonb ->> 'at')::timestamptz, whose, asked::jsonb ->> 'actor',
        tg_argv[0] || case tg_op when 'INSERT' then '.created' when 'UPDATE' then '.changed' else '.deleted' end,
        jsonb_build_object('id', which, 'request_id', asked::jsonb ->> 'request_id',
            'changes', coalesce(differences, '{}')));
    return null;
end
$$;

-- Has a table keep the trail of what is changed in it.
create procedure audit(tbl text, what text, id text, variadic untold text[] default '{}') language plpgsql as $$
begin
    execute format('create trigger audited after insert or update or delete on %I for each row execute function keep_audit(%s)',
        tbl, (select string_agg(quote_literal(argument), ', ' order by place)
            from unnest(array[what, id] || untold) with ordinality as given (argument, place)));
end
$$;
