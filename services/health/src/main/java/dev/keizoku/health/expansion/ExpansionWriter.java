package dev.keizoku.health.expansion;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** Keeps what was seen of the accounts in the run's stage ({@code expansion_stage}), all at once. */
@ApplicationScoped
public class ExpansionWriter {

    ExpansionWriter() {}

    /** For accounts whose latest score this is. */
    public void react(Handle handle, TenantId tenant, LocalDate day, int settingsVersion) {
        handle.createUpdate("""
                insert into account_expansion as e (tenant, account_id, day, settings_version, state, kinds, score, nps,
                    mrr, currency, conditions, options, peaks)
                select :tenant, account_id, :day, :version, state, kinds, score, nps, mrr, currency, conditions, options,
                    peaks
                from expansion_stage order by account_id
                on conflict (tenant, account_id) do update set day = excluded.day,
                    settings_version = excluded.settings_version, state = excluded.state, kinds = excluded.kinds,
                    score = excluded.score, nps = excluded.nps, mrr = excluded.mrr, currency = excluded.currency,
                    conditions = excluded.conditions, options = excluded.options, peaks = excluded.peaks
                where (e.day, e.settings_version, e.score, e.nps, e.mrr, e.currency, e.conditions, e.options, e.peaks)
                    is distinct from (excluded.day, excluded.settings_version, excluded.score, excluded.nps,
                        excluded.mrr, excluded.currency, excluded.conditions, excluded.options, excluded.peaks)
                """)
                .bind("tenant", tenant.value())
                .bind("day", day)
                .bind("version", settingsVersion)
                .execute();
        useOfTrials(handle, tenant, day);
    }

    /** The days on which who tries something was active, and what it used of it. */
    private static void useOfTrials(Handle handle, TenantId tenant, LocalDate day) {
        handle.createUpdate("""
                update product_trial t set
                    active_on = case when s.last_active_on between t.started_on and t.ends_on - 1
                            and s.last_active_on <> all(t.active_on)
                        then t.active_on || s.last_active_on else t.active_on end,
                    features_used = (select coalesce(array_agg(distinct f order by f), '{}')
                        from unnest(t.features_used || s.features_used) as f where f = any(t.features))
                from expansion_stage s
                where t.tenant = :tenant and t.account_id = s.account_id
                    and t.started_on <= :day and t.ends_on > cast(:day as date) - 1
                    and (t.outcome_on is null or t.outcome_on > :day)
                """).bind("tenant", tenant.value()).bind("day", day).execute();
    }

    /** Of accounts that are no longer scored nothing is said. */
    public void leave(Handle handle, TenantId tenant) {
        handle.createUpdate("""
                delete from account_expansion e using change_stage c
                where e.tenant = :tenant and e.account_id = c.account_id and c.gone
                """).bind("tenant", tenant.value()).execute();
    }
}
