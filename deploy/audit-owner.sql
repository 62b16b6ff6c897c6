-- Gives the audit trail of a service to an owner of its own, so that the role the service works with can add entries and
-- read them, and nothing else: no trigger is then between the service and a change, but PostgreSQL itself.
-- As a superuser, in each of the five databases, whenever its service has migrated it; running it again changes nothing:
--   for name in subscriptions usage metrics health gateway; do psql -d $name -f deploy/audit-owner.sql; done
-- Before a service of another version starts, audit-migrating.sql lets it migrate these tables. ./keizoku up and
-- docker compose do both at every start.
do $$
declare
    service name := (select tableowner from pg_tables where schemaname = 'public' and tablename = 'flyway_schema_history');
    object text;
begin
    if service is null or to_regclass('public.audit_trail') is null then
        return;
    end if;
    if not exists (select from pg_roles where rolname = 'keizoku_audit') then
        create role keizoku_audit nologin;
    end if;
    foreach object in array array['audit_trail', 'audit_seal', 'audit_entry'] loop
        if to_regclass('public.' || object) is not null then
            execute format('alter table %I owner to keizoku_audit', object);
            execute format('revoke all on %I from public, %I', object, service);
            execute format('grant select, insert on %I to %I', object, service);
        end if;
    end loop;
    foreach object in array array['refuse_change_of_trail', 'number_transaction', 'refuse_change'] loop
        if to_regprocedure(format('public.%I()', object)) is not null then
            execute format('alter function %I() owner to keizoku_audit', object);
        end if;
    end loop;
    -- The owner of a schema, as which the owner of the database counts, may drop what is in it.
    execute format('alter database %I owner to %I', current_database(), current_user);
    execute format('grant connect, temporary on database %I to %I', current_database(), service);
    alter schema public owner to keizoku_audit;
    execute format('grant usage, create on schema public to %I', service);
end
$$;
