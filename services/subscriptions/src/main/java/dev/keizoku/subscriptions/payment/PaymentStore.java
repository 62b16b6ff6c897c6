package dev.keizoku.subscriptions.payment;

import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Payments, and which accounts' periods have to be read out of them anew. */
@Singleton
class PaymentStore {

    private final Json json;

    PaymentStore(Json json) {
        this.json = json;
    }

    /** A payment of an account, under the rule of its file. */
    record Logged(String accountId, Payment payment, PeriodRule rule) {

        String key() {
            return String.join(
                    "\n",
                    accountId,
                    payment.day().toString(),
                    payment.currency().getCurrencyCode(),
                    payment.amount().toPlainString(),
                    payment.plan(),
                    payment.id());
        }
    }

    /** An account whose periods are to be read. */
    record Stale(String accountId, PeriodRule rule) {}

    private record Line(
            String accountId,
            LocalDate day,
            String currency,
            BigDecimal amount,
            String planId,
            String paymentId,
            String ruleInterval,
            int intervalCount,
            int graceDays) {

        static Line of(Logged logged) {
            return new Line(
                    logged.accountId(),
                    logged.payment().day(),
                    logged.payment().currency().getCurrencyCode(),
                    logged.payment().amount(),
                    logged.payment().plan(),
                    logged.payment().id(),
                    logged.rule().interval().wire(),
                    logged.rule().intervalCount(),
                    logged.rule().graceDays());
        }
    }

    /** Keeps payments; the keys of those that were not there. Their accounts are to be read anew, by the rule given last. */
    Set<String> insert(Handle handle, TenantId tenant, Collection<Logged> payments) {
        Map<String, Logged> distinct = new LinkedHashMap<>();
        payments.forEach(logged -> distinct.putIfAbsent(logged.key(), logged));
        Set<String> inserted = new HashSet<>();
        handle.createQuery("""
                        insert into payment (tenant, account_id, day, currency, amount, plan_id, payment_id)
                        select :tenant, account_id, day, currency, amount, plan_id, payment_id
                        from jsonb_to_recordset(cast(:lines as jsonb)) as line (account_id text, day date, currency text,
                            amount numeric, plan_id text, payment_id text)
                        on conflict do nothing
                        returning account_id, day, currency, amount, plan_id, payment_id
                        """)
                .bind("tenant", tenant.value())
                .bind("lines", lines(distinct.values()))
                .map((row, context) -> new Logged(row.getString("account_id"), payment(row), PeriodRule.USUAL).key())
                .forEach(inserted::add);
        Map<String, Logged> rules = new HashMap<>();
        payments.forEach(logged -> rules.put(logged.accountId(), logged));
        Set<String> fresh = new HashSet<>();
        distinct.values().stream()
                .filter(logged -> inserted.contains(logged.key()))
                .forEach(logged -> fresh.add(logged.accountId()));
        mark(handle, tenant, rules.values(), fresh);
        return inserted;
    }

    private void mark(Handle handle, TenantId tenant, Collection<Logged> rules, Set<String> fresh) {
        handle.createUpdate("""
                        insert into payment_account (tenant, account_id, rule_interval, interval_count, grace_days, stale)
                        select :tenant, account_id, rule_interval, interval_count, grace_days, account_id = any(:fresh)
                        from jsonb_to_recordset(cast(:lines as jsonb)) as line (account_id text, rule_interval text,
                            interval_count integer, grace_days integer)
                        order by account_id collate "C"
                        on conflict (tenant, account_id) do update set rule_interval = excluded.rule_interval,
                            interval_count = excluded.interval_count, grace_days = excluded.grace_days,
                            stale = payment_account.stale or excluded.stale
                                or (payment_account.rule_interval, payment_account.interval_count,
                                    payment_account.grace_days)
                                    is distinct from
                                    (excluded.rule_interval, excluded.interval_count, excluded.grace_days)
                        """)
                .bind("tenant", tenant.value())
                .bind("lines", lines(rules))
                .bind("fresh", Bind.texts(fresh))
                .execute();
    }

    /** The last day anybody paid on; null when nobody did. */
    @Nullable LocalDate lastDay(Handle handle, TenantId tenant) {
        return handle.createQuery("select max(day) from payment where tenant = :tenant")
                .bind("tenant", tenant.value())
                .mapTo(LocalDate.class)
                .findOne()
                .orElse(null);
    }

    /** Has those read anew whose last period was open but could no longer be renewed on a day. */
    void markOverdue(Handle handle, TenantId tenant, LocalDate day) {
        handle.createUpdate("""
                        update payment_account set stale = true
                        where tenant = :tenant and open_until <= :day and not stale
                        """).bind("tenant", tenant.value()).bind("day", day).execute();
    }

    /** The next accounts to be read, locked until the transaction ends. */
    List<Stale> stale(Handle handle, TenantId tenant, int limit) {
        return handle.createQuery("""
                        select * from payment_account where tenant = :tenant and stale
                        order by account_id limit :limit for update
                        """)
                .bind("tenant", tenant.value())
                .bind("limit", limit)
                .map((row, context) -> new Stale(
                        row.getString("account_id"),
                        new PeriodRule(
                                IntervalUnit.of(row.getString("rule_interval")),
                                row.getInt("interval_count"),
                                row.getInt("grace_days"))))
                .list();
    }

    /** All payments of accounts. */
    Map<String, List<Payment>> payments(Handle handle, TenantId tenant, Collection<String> accounts) {
        Map<String, List<Payment>> found = new HashMap<>();
        handle.createQuery("select * from payment where tenant = :tenant and account_id = any(:accounts)")
                .bind("tenant", tenant.value())
                .bind("accounts", Bind.texts(accounts))
                .map((row, context) -> Map.entry(row.getString("account_id"), payment(row)))
                .forEach(entry -> found.computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                        .add(entry.getValue()));
        return found;
    }

    /** The subscriptions that were read out of accounts' payments before. */
    Map<String, List<String>> subscriptions(Handle handle, TenantId tenant, Collection<String> accounts) {
        Map<String, List<String>> found = new HashMap<>();
        handle.createQuery("""
                        select account_id, subscriptions from payment_account
                        where tenant = :tenant and account_id = any(:accounts)
                        """)
                .bind("tenant", tenant.value())
                .bind("accounts", Bind.texts(accounts))
                .map((row, context) -> Map.entry(
                        row.getString(1),
                        json.read(
                                row.getString(2),
                                new com.fasterxml.jackson.core.type.TypeReference<List<String>>() {})))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    /**
     * Notes that an account was read.
     *
     * @param openUntil the day from which its last period is no longer open; null when it is over
     */
    void conclude(
            Handle handle,
            TenantId tenant,
            String account,
            Collection<String> subscriptions,
            @Nullable LocalDate openUntil) {
        handle.createUpdate("""
                        update payment_account set stale = false, open_until = :openUntil,
                            subscriptions = cast(:subscriptions as jsonb)
                        where tenant = :tenant and account_id = :account
                        """)
                .bind("tenant", tenant.value())
                .bind("account", account)
                .bind("subscriptions", json.write(subscriptions))
                .bind("openUntil", openUntil)
                .execute();
    }

    private static Payment payment(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Payment(
                row.getString("payment_id"),
                row.getObject("day", LocalDate.class),
                row.getBigDecimal("amount"),
                Currency.getInstance(row.getString("currency")),
                row.getString("plan_id"));
    }

    private String lines(Collection<Logged> payments) {
        return json.write(payments.stream().map(Line::of).toList());
    }
}
