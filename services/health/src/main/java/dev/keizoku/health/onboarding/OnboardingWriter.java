package dev.keizoku.health.onboarding;

import dev.keizoku.health.staging.StagedRange;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** Keeps how the accounts in the run's stage ({@code onboarding_stage}) began, all at once. */
@ApplicationScoped
public class OnboardingWriter {

    OnboardingWriter() {}

    /** For accounts whose latest score this is. */
    public void react(Handle handle, TenantId tenant, LocalDate day) {
        handle.createUpdate("""
                insert into account_onboarding as a (tenant, account_id, state, internal, customer_since, began_on,
                    first_value_on, left_on, owner, plans, attributes, steps)
                select :tenant, o.account_id, o.state, o.internal, o.customer_since, o.began_on, o.first_value_on,
                    case when not o.live then coalesce(o.ended_on, h.left_on, :day) end, o.owner, o.plans, o.attributes,
                    o.steps
                from onboarding_stage o
                join score_stage s on s.account_id = o.account_id
                left join account_onboarding h on h.tenant = :tenant and h.account_id = o.account_id and %s
                order by o.account_id
                on conflict (tenant, account_id) do update set state = excluded.state, internal = excluded.internal,
                    customer_since = excluded.customer_since, began_on = excluded.began_on,
                    first_value_on = excluded.first_value_on, left_on = excluded.left_on, owner = excluded.owner,
                    plans = excluded.plans, attributes = excluded.attributes, steps = excluded.steps
                where (a.state, a.internal, a.customer_since, a.began_on, a.first_value_on, a.left_on, a.owner, a.plans,
                        a.attributes, a.steps)
                    is distinct from (excluded.state, excluded.internal, excluded.customer_since, excluded.began_on,
                        excluded.first_value_on, excluded.left_on, excluded.owner, excluded.plans, excluded.attributes,
                        excluded.steps)
                """.formatted(StagedRange.of("h.account_id", "onboarding_stage")))
                .bind("tenant", tenant.value())
                .bind("day", day)
                .execute();
    }

    /** Notes that accounts are no longer there. */
    public void leave(Handle handle, TenantId tenant, LocalDate day) {
        handle.createUpdate("""
                update account_onboarding a set left_on = :day
                from change_stage c
                where a.tenant = :tenant and a.account_id = c.account_id and c.gone and a.left_on is null
                """).bind("tenant", tenant.value()).bind("day", day).execute();
    }
}
