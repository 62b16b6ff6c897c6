package dev.keizoku.metrics.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.metrics.movement.LedgerPolicies;
import dev.keizoku.metrics.policy.PolicyStore;
import dev.keizoku.metrics.pull.PullPosition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The checks, in SQL so that they share no code with what they check, and their results. */
final class ReconciliationStore {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JavaType FINDINGS = MAPPER.getTypeFactory().constructCollectionType(List.class, Finding.class);

    private static final String TOTAL = """
            with standing as (
                select distinct on (subscription_id) *
                from subscription_timeline
                where tenant = :tenant and effective_at < :end
                order by subscription_id, effective_at desc, position desc, change_id desc
            ), counted as (
                select * from standing
                where (state in ('active', 'past_due') or state = 'paused' and :paused)
                    and (cancel_at is null or cancel_at >= :end)
            ), item as (
                select subscription_id, currency,
                       greatest(amount * quantity, case when :minimums then minimum end, 0) as due,
                       interval_unit, interval_count
                from counted where amount is not null
                union all
                select subscription_id, addition #>> '{price,amount,currency}',
                       greatest((addition #>> '{price,amount,amount}')::numeric * (addition ->> 'quantity')::numeric, 0),
                       addition #>> '{price,interval}', (addition #>> '{price,interval_count}')::integer
                from counted, jsonb_array_elements(add_ons) as addition
                where addition -> 'price' is not null
            ), discount as (
                select subscription_id, interval_unit, interval_count,
                       (given ->> 'percent_off')::numeric as percent_off,
                       (given #>> '{amount_off,amount}')::numeric as amount_off,
                       given #>> '{amount_off,currency}' as currency
                from counted, jsonb_array_elements(discounts) as given
                where given ->> 'duration' <> 'once'
                    and (given ->> 'until' is null or (given ->> 'until')::timestamptz >= :end)
                    and (:discounts = 'ALL' or :discounts = 'FOREVER_ONLY' and given ->> 'duration' = 'forever')
            ), a_year (unit, times) as (
                values ('day', 365), ('week', 52), ('month', 12), ('year', 1)
            ), gross as (
                select subscription_id, currency, sum(round(due * times / interval_count, 12)) as annual
                from item join a_year on unit = interval_unit
                group by subscription_id, currency
            ), percent as (
                select subscription_id, product(1 - percent_off) as kept
                from discount where percent_off is not null group by subscription_id
            ), amount as (
                select subscription_id, currency, sum(round(amount_off * times / interval_count, 12)) as taken
                from discount join a_year on unit = interval_unit
                where amount_off is not null group by subscription_id, currency
            ), net as (
                select currency, greatest(annual * coalesce(kept, 1) - coalesce(taken, 0), 0) as annual
                from gross left join percent using (subscription_id) left join amount using (subscription_id, currency)
            ), timeline as (
                select currency, sum(annual) as annual from net group by currency
            ), ledger as (
                select currency, sum(closing - opening) filter (where plan_id = '') as annual,
                       sum(closing - opening) filter (where plan_id <> '') as by_plan
                from mrr_movement where tenant = :tenant and day <= :day
                group by currency
            )
            select currency, coalesce(timeline.annual, 0) as expected,
                   coalesce(ledger.annual, 0) as found, coalesce(ledger.by_plan, 0) as by_plan
            from timeline full join ledger using (currency)
            where :comparable and abs(coalesce(timeline.annual, 0) - coalesce(ledger.annual, 0)) > 0.000001
               or abs(coalesce(ledger.annual, 0) - coalesce(ledger.by_plan, 0)) > 0.000001
            order by currency limit 20
            """;

    /** The result of a tenant's last check. */
    record Result(long epoch, long applied, LocalDate day, Instant checkedAt, boolean ok, List<Finding> findings) {}

    private ReconciliationStore() {}

    /** Everything that does not add up at the end of a day. */
    static List<Finding> check(Handle handle, PullPosition position, LocalDate day) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(identity(handle, position.tenant()));
        findings.addAll(chain(handle, position.tenant()));
        findings.addAll(total(handle, position, day));
        return findings;
    }

    /** closing = opening + new + reactivation + expansion - contraction - churn, per grain, currency and day. */
    private static List<Finding> identity(Handle handle, String tenant) {
        return handle.createQuery("""
                        select currency, day, (plan_id = '') as whole,
                               sum(closing - opening) as moved,
                               sum(case when type in ('new', 'reactivation', 'expansion') then abs(closing - opening)
                                        when type in ('contraction', 'churn') then -abs(closing - opening)
                                        else 0 end) as typed
                        from mrr_movement where tenant = :tenant
                        group by currency, day, (plan_id = '')
                        having sum(closing - opening) <> sum(
                            case when type in ('new', 'reactivation', 'expansion') then abs(closing - opening)
                                 when type in ('contraction', 'churn') then -abs(closing - opening) else 0 end)
                        order by day limit 20
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> new Finding(
                        "identity",
                        "%s on %s: balances moved by %s, movements say %s."
                                .formatted(
                                        row.getString("currency"),
                                        row.getString("day"),
                                        row.getString("moved"),
                                        row.getString("typed"))))
                .list();
    }

    /** Each movement opens where the one before it closed. */
    private static List<Finding> chain(Handle handle, String tenant) {
        return handle.createQuery("""
                        select account_id, plan_id, currency, day, opening, before from (
                            select account_id, plan_id, currency, day, opening,
                                   coalesce(lag(closing) over (
                                       partition by account_id, plan_id, currency, billing_interval, term
                                       order by day), 0) as before
                            from mrr_movement where tenant = :tenant) as movement
                        where opening <> before order by day limit 20
                        """)
                .bind("tenant", tenant)
                .map((row, context) -> new Finding(
                        "chain",
                        "%s on %s: opens at %s after a closing of %s."
                                .formatted(
                                        row.getString("currency"),
                                        row.getString("day"),
                                        row.getString("opening"),
                                        row.getString("before"))))
                .list();
    }

    /**
     * The sum over customers, and over customers and plans, is the total the timelines give on their own.
     *
     * <p>Under policies that move days (a payment given up on, a gap bridged) the timelines do not say alone what counts
     * today; then only the two sums are held against each other.
     */
    private static List<Finding> total(Handle handle, PullPosition position, LocalDate day) {
        LedgerPolicies policies = PolicyStore.of(handle, position.tenant()).policies();
        return handle.createQuery(TOTAL)
                .bind("tenant", position.tenant())
                .bind("day", day)
                .bind("end", day.plusDays(1).atStartOfDay(position.zone()).toInstant())
                .bind("comparable", !policies.movesDays())
                .bind("paused", policies.pausedCounts())
                .bind("discounts", policies.discounts().name())
                .bind("minimums", policies.usage() == LedgerPolicies.Usage.MINIMUM)
                .map((row, context) -> new Finding(
                        "total",
                        "%s: timelines commit %s a year, customers sum to %s, customers by plan to %s."
                                .formatted(
                                        row.getString("currency"),
                                        row.getString("expected"),
                                        row.getString("found"),
                                        row.getString("by_plan"))))
                .list();
    }

    static void save(Handle handle, PullPosition position, LocalDate day, List<Finding> findings) {
        handle.createUpdate("""
                        insert into reconciliation (tenant, epoch, applied, day, checked_at, ok, findings)
                        values (:tenant, :epoch, :applied, :day, now(), :ok, cast(:findings as jsonb))
                        on conflict (tenant) do update set epoch = excluded.epoch, applied = excluded.applied,
                            day = excluded.day, checked_at = excluded.checked_at, ok = excluded.ok,
                            findings = excluded.findings
                        """)
                .bind("tenant", position.tenant())
                .bind("epoch", position.epoch())
                .bind("applied", position.applied())
                .bind("day", day)
                .bind("ok", findings.isEmpty())
                .bind("findings", json(findings))
                .execute();
    }

    static Optional<Result> of(Handle handle, String tenant) {
        return handle.createQuery("select * from reconciliation where tenant = :tenant")
                .bind("tenant", tenant)
                .map((row, context) -> new Result(
                        row.getLong("epoch"),
                        row.getLong("applied"),
                        row.getObject("day", LocalDate.class),
                        row.getTimestamp("checked_at").toInstant(),
                        row.getBoolean("ok"),
                        findings(row.getString("findings"))))
                .findOne();
    }

    /** Tenants whose last check found something, or whose feed stands still. */
    static List<String> troubled(Handle handle) {
        return handle.createQuery("""
                        select tenant from reconciliation where not ok
                        union select tenant from pull_position where error is not null order by 1
                        """).mapTo(String.class).list();
    }

    private static String json(List<Finding> findings) {
        try {
            return MAPPER.writeValueAsString(findings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Finding> findings(String json) {
        try {
            return MAPPER.readValue(json, FINDINGS);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The findings column holds what is not a list of findings.", unreadable);
        }
    }
}
