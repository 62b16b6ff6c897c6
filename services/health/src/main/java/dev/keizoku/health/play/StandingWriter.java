package dev.keizoku.health.play;

import dev.keizoku.health.staging.StagedRange;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;

/** Keeps what plays have to know of each account, from the accounts in {@code standing_stage}. */
@ApplicationScoped
class StandingWriter {

    private static final String STAGED = StagedRange.of("a.account_id", "standing_stage");

    StandingWriter() {}

    /** Writes the latest standing of each account; one that is known of a later day leaves the stage. */
    void write(Handle handle, TenantId tenant, LocalDate day) {
        handle.createUpdate("""
                delete from standing_stage s
                where s.scored and not exists (select from score_stage c where c.account_id = s.account_id)
                    or exists (select from account_standing a where a.tenant = :tenant
                        and a.account_id = s.account_id and %s and a.day > cast(:day as date))
                """.formatted(STAGED))
                .bind("tenant", tenant.value())
                .bind("day", day)
                .execute();
        handle.execute("delete from occasion_stage o "
                + "where not exists (select from standing_stage s where s.account_id = o.account_id)");
        handle.createUpdate("""
                insert into account_standing as a (tenant, account_id, day, name, live, left_on, owner, country, mrr,
                    paid_mrr, currency, renews_on, notice_deadline, band, risk_value, risk_level, industry, size,
                    tech_literacy, maturity, contact_id, contact_role, plan_ids, attributes,
                    outcome)
                select :tenant, account_id, :day, name, live, case when not live then coalesce(left_on, :day) end, owner,
                    country, mrr, case when mrr > 0 then mrr end, currency, renews_on, notice_deadline, band, risk_value,
                    risk_level, industry, size, tech_literacy, maturity, contact_id, contact_role, plan_ids,
                    attributes, outcome
                from standing_stage order by account_id
                on conflict (tenant, account_id) do update set day = excluded.day, name = excluded.name,
                    live = excluded.live,
                    left_on = case when not excluded.live then least(a.left_on, excluded.left_on) end,
                    owner = excluded.owner, country = excluded.country, mrr = excluded.mrr,
                    paid_mrr = coalesce(excluded.paid_mrr, a.paid_mrr),
                    currency = coalesce(excluded.currency, a.currency), renews_on = excluded.renews_on,
                    notice_deadline = excluded.notice_deadline, band = excluded.band,
                    risk_value = excluded.risk_value, risk_level = excluded.risk_level, industry = excluded.industry,
                    size = excluded.size, tech_literacy = excluded.tech_literacy, maturity = excluded.maturity,
                    contact_id = excluded.contact_id, contact_role = excluded.contact_role,
                    plan_ids = excluded.plan_ids, attributes = excluded.attributes,
                    outcome = coalesce(excluded.outcome, a.outcome),
                    owner_since = case when a.owner <> excluded.owner
                        and coalesce(a.owner_since <= excluded.day - :window, true)
                        then excluded.day else a.owner_since end,
                    contact_since = case when (a.contact_id <> excluded.contact_id
                            or a.contact_id = excluded.contact_id and a.contact_role <> excluded.contact_role)
                        and coalesce(a.contact_since <= excluded.day - :window, true)
                        then excluded.day else a.contact_since end
                """)
                .bind("tenant", tenant.value())
                .bind("day", day)
                .bind("window", Occasions.HANDOVER_DAYS)
                .execute();
        handovers(handle, tenant, day);
    }

    /** Somebody else looks after the account, or is to be spoken to, than the last time it was looked at. */
    private static void handovers(Handle handle, TenantId tenant, LocalDate day) {
        handle.createUpdate("""
                insert into occasion_stage (account_id, playbook, occasion, opens)
                select s.account_id, 'handover', 'handover/' || k.what || '-' || k.since,
                    cast(:day as date) - k.since < :opening
                from standing_stage s
                join account_standing a on a.tenant = :tenant and a.account_id = s.account_id and %s
                cross join lateral (values ('owner', a.owner_since), ('contact', a.contact_since)) as k (what, since)
                where s.hands_over and k.since > cast(:day as date) - :window
                on conflict do nothing
                """.formatted(STAGED))
                .bind("tenant", tenant.value())
                .bind("day", day)
                .bind("opening", Occasions.HANDOVER_OPENS_DAYS)
                .bind("window", Occasions.HANDOVER_DAYS)
                .execute();
    }

    /** Notes that accounts are no longer there. */
    void leave(Handle handle, TenantId tenant, LocalDate day) {
        handle.createUpdate("""
                update account_standing a set live = false, left_on = coalesce(a.left_on, :day)
                from change_stage c
                where a.tenant = :tenant and a.account_id = c.account_id and c.gone
                """).bind("tenant", tenant.value()).bind("day", day).execute();
    }
}
