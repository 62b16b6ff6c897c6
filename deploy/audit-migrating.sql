-- Gives the audit trail of a service back to the role the service works with, so that a version that is about to start can
-- migrate it. As a superuser, in each of the five databases, while no service runs; audit-owner.sql takes it away again.
-- Where there is nothing to give back it does nothing.
do $$
declare
    service name := (select tableowner from pg_tables where schemaname = 'public' and tablename = 'flyway_schema_history');
    object text;
begin
    if service is null or to_regclass('public.audit_trail') is null then
        return;
    end if;
    foreach object in array array['audit_trail', 'audit_seal', 'audit_entry'] loop
        if to_regclass('public.' || object) is not null then
            execute format('alter table %I owner to %I', object, service);
        end if;
    end loop;
    foreach object in array array['refuse_change_of_trail', 'number_transaction', 'refuse_change'] loop
        if to_regprocedure(format('public.%I()', object)) is not null then
            execute format('alter function %I() owner to %I', object, service);
        end if;
    end loop;
    execute format('alter database %I owner to %I', current_database(), service);
    alter schema public owner to pg_database_owner;
end
$$;
