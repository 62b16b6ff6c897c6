package dev.keizoku.health.signal;

import dev.keizoku.health.staging.StagedRange;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Opens, updates, re-opens and resolves the signals of the accounts in the run's stage, all at once.
 *
 * <p>It reads {@code signal_stage}, what was found, and {@code risk_stage}, the accounts that were looked at with the types
 * nothing can be said of. The same findings again change nothing.
 */
@ApplicationScoped
public class SignalWriter {

    /** A signal that comes back so soon after its end is the same one. */
    private static final int SAME_WITHIN_DAYS = 7;

    /** An acknowledged signal is open again when it has become so much stronger. */
    private static final double WORSE = 0.2;

    SignalWriter() {}

    /** For accounts whose latest score this is. */
    public void react(Handle handle, TenantId tenant, LocalDate day) {
        bind(handle.createUpdate("""
                update risk_signal r set state = 'open', reopened_on = :day, resolved_on = null, resolution = null,
                    severity = s.severity, evidence = s.evidence, updated_on = :day
                from signal_stage s
                where r.tenant = :tenant and r.account_id = s.account_id and %s and r.type = s.type and r.state = 'resolved'
                    and r.resolved_on > cast(:day as date) - cast(:same_within as integer) and r.resolved_on <= :day
                    and not exists (select from risk_signal o where o.tenant = r.tenant
                        and o.account_id = r.account_id and o.type = r.type
                        and (o.state <> 'resolved' or (o.resolved_on, o.signal_id) > (r.resolved_on, r.signal_id)))
                """.formatted(StagedRange.of("r.account_id", "signal_stage"))), tenant, day)
                .bind("same_within", SAME_WITHIN_DAYS)
                .execute();
        bind(handle.createUpdate("""
                insert into risk_signal as r (tenant, account_id, type, state, opened_on, severity, evidence, updated_on)
                select :tenant, account_id, type, 'open', :day, severity, evidence, :day
                from signal_stage order by account_id, type
                on conflict (tenant, account_id, type) where state <> 'resolved'
                do update set severity = excluded.severity, evidence = excluded.evidence,
                    updated_on = excluded.updated_on,
                    state = case when r.state = 'acknowledged' and excluded.severity >= r.acknowledged_severity + :worse
                        then 'open' else r.state end,
                    reopened_on = case when r.state = 'acknowledged'
                        and excluded.severity >= r.acknowledged_severity + :worse
                        then excluded.updated_on else r.reopened_on end
                where (r.severity, r.evidence) is distinct from (excluded.severity, excluded.evidence)
                """), tenant, day).bind("worse", WORSE).execute();
        bind(handle.createUpdate("""
                update risk_signal r set state = 'resolved',
                    resolution = case r.type when 'NO_LOGIN_14D' then 'login_returned' else 'ended' end,
                    resolved_on = greatest(r.opened_on, cast(:day as date)), updated_on = :day
                from risk_stage s
                where r.tenant = :tenant and r.account_id = s.account_id and %s and r.state <> 'resolved'
                    and r.type <> all(s.unknown)
                    and not exists (select from signal_stage f where f.account_id = r.account_id and f.type = r.type)
                """.formatted(StagedRange.of("r.account_id", "risk_stage"))), tenant, day)
                .execute();
    }

    /** Resolves what is unresolved of accounts that are no longer scored. */
    public void leave(Handle handle, TenantId tenant, LocalDate day) {
        bind(handle.createUpdate("""
                update risk_signal r set state = 'resolved', resolution = 'account_left',
                    resolved_on = greatest(r.opened_on, cast(:day as date)), updated_on = :day
                from change_stage c
                where r.tenant = :tenant and r.account_id = c.account_id and c.gone and r.state <> 'resolved'
                """), tenant, day).execute();
    }

    private static Update bind(Update update, TenantId tenant, LocalDate day) {
        return update.bind("tenant", tenant.value()).bind("day", day);
    }
}
