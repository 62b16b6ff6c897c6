package dev.keizoku.health.prospect;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** Keeps the prospects among the accounts in the run's stage, and lets go of those that have bought or left. */
@ApplicationScoped
public class ProspectWriter {

    ProspectWriter() {}

    /** For accounts whose latest score this is. */
    public void react(Handle handle, TenantId tenant, LocalDate day) {
        handle.createUpdate("""
                insert into prospect as p (tenant, account_id, day, name, owner, state, readiness, parts)
                select :tenant, account_id, :day, name, owner, account_state, readiness, readiness_parts
                from expansion_stage where readiness is not null order by account_id
                on conflict (tenant, account_id) do update set day = excluded.day, name = excluded.name,
                    owner = excluded.owner, state = excluded.state, readiness = excluded.readiness,
                    parts = excluded.parts
                where (p.day, p.name, p.owner, p.state, p.readiness, p.parts) is distinct from
                    (excluded.day, excluded.name, excluded.owner, excluded.state, excluded.readiness, excluded.parts)
                """).bind("tenant", tenant.value()).bind("day", day).execute();
        handle.createUpdate("""
                delete from prospect p using expansion_stage s
                where p.tenant = :tenant and p.account_id = s.account_id and s.readiness is null
                """).bind("tenant", tenant.value()).execute();
    }

    /** Of accounts that are no longer scored nothing is kept. */
    public void leave(Handle handle, TenantId tenant) {
        handle.createUpdate("""
                delete from prospect p using change_stage c
                where p.tenant = :tenant and p.account_id = c.account_id and c.gone
                """).bind("tenant", tenant.value()).execute();
    }
}
