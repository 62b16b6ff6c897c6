package dev.keizoku.health.signal;

import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** Opens and resolves the signals of the accounts in the run's stage, all at once. */
@ApplicationScoped
public class SignalWriter {

    SignalWriter() {}

    /** For accounts whose latest score this is. An account about whose logins nothing is known keeps its signal. */
    public void react(Handle handle, TenantId tenant, LocalDate day) {
        handle.createUpdate("""
                insert into risk_signal (tenant, account_id, type, state, opened_on, evidence, updated_on)
                select :tenant, account_id, :type, 'open', :day, jsonb_build_object('last_login_on', last_login_on,
                    'days_since_login', days_since_login, 'as_of', cast(:day as date)), :day
                from score_stage where days_since_login >= :days
                on conflict (tenant, account_id, type) where state = 'open'
                do update set evidence = excluded.evidence, updated_on = excluded.updated_on
                where risk_signal.evidence is distinct from excluded.evidence
                """)
                .bind("tenant", tenant.value())
                .bind("type", NoLogin.TYPE)
                .bind("day", day)
                .bind("days", NoLogin.DAYS)
                .execute();
        handle.createUpdate("""
                update risk_signal r set state = 'resolved', resolution = 'login_returned',
                    resolved_on = greatest(r.opened_on, cast(:day as date)), updated_on = :day
                from score_stage s
                where r.tenant = :tenant and r.account_id = s.account_id and r.type = :type and r.state = 'open'
                    and s.days_since_login < :days
                """)
                .bind("tenant", tenant.value())
                .bind("type", NoLogin.TYPE)
                .bind("day", day)
                .bind("days", NoLogin.DAYS)
                .execute();
    }

    /** Resolves what is open of accounts that are no longer scored. */
    public void leave(Handle handle, TenantId tenant, LocalDate day) {
        handle.createUpdate("""
                update risk_signal r set state = 'resolved', resolution = 'account_left',
                    resolved_on = greatest(r.opened_on, cast(:day as date)), updated_on = :day
                from change_stage c
                where r.tenant = :tenant and r.account_id = c.account_id and c.gone and r.state = 'open'
                """).bind("tenant", tenant.value()).bind("day", day).execute();
    }
}
