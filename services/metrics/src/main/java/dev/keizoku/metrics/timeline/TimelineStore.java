package dev.keizoku.metrics.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The tenant's subscription timelines as the feed told them, each change in its newest version and in all of them. */
public final class TimelineStore {

    private static final String UPSERT = """
            insert into subscription_timeline as known
            select %s from (
                select distinct on (subscription_id, change_id) * from incoming_timeline
                order by subscription_id, change_id, seq desc) as told
            where not deleted
            on conflict (tenant, subscription_id, change_id) do update set
                account_id = excluded.account_id, seq = excluded.seq, effective_at = excluded.effective_at,
                position = excluded.position, known_at = excluded.known_at, recorded_at = excluded.recorded_at,
                kind = excluded.kind, reason = excluded.reason, state = excluded.state, plan_id = excluded.plan_id,
                quantity = excluded.quantity, amount = excluded.amount, currency = excluded.currency,
                interval_unit = excluded.interval_unit, interval_count = excluded.interval_count,
                cancel_at = excluded.cancel_at, reason_code = excluded.reason_code, intent = excluded.intent,
                add_ons = excluded.add_ons, discounts = excluded.discounts, minimum = excluded.minimum,
                term_starts = excluded.term_starts, term_ends = excluded.term_ends, auto_renew = excluded.auto_renew
            where known.seq <= excluded.seq
            """.formatted(TimelineColumns.ALL);

    private static final String HANDED_OVER = """
            select * from subscription_timeline
            where tenant = :tenant and subscription_id in (
                select subscription_id from subscription_timeline where tenant = :tenant and kind = 'transfer')
            """;

    private static final String HANDED_OVER_THEN = """
            select * from (
                select distinct on (subscription_id, change_id) * from timeline_version
                where tenant = :tenant and known_at <= :knownAt and subscription_id in (
                    select subscription_id from timeline_version where tenant = :tenant and kind = 'transfer')
                order by subscription_id, change_id, seq desc) as version
            where not deleted
            """;

    private static final String DROP = """
            delete from subscription_timeline as known using incoming_timeline as told
            where told.deleted and known.tenant = told.tenant and known.subscription_id = told.subscription_id
                and known.change_id = told.change_id and known.seq <= told.seq
            """;

    private TimelineStore() {}

    /** A subscription that went from one account to another. */
    public record Handover(Instant at, String from, String to) {}

    /**
     * Every hand-over, in order.
     *
     * @param knownAt as it was known then; null for now
     */
    public static List<Handover> handovers(Handle handle, String tenant, @Nullable Instant knownAt) {
        Query query = handle.createQuery("""
                with told as (<told>)
                select effective_at, giver, account_id from (
                    select effective_at, account_id, lag(account_id) over (
                        partition by subscription_id order by effective_at, position, change_id) as giver
                    from told) as step
                where giver <> account_id
                order by effective_at, giver, account_id
                """);
        if (knownAt != null) {
            query.bind("knownAt", knownAt);
        }
        return query.define("told", knownAt == null ? HANDED_OVER : HANDED_OVER_THEN)
                .bind("tenant", tenant)
                .map((row, context) -> new Handover(
                        row.getTimestamp("effective_at").toInstant(),
                        row.getString("giver"),
                        row.getString("account_id")))
                .list();
    }

    /**
     * Takes rows in: adds changes, replaces those told anew, drops those taken back.
     *
     * @return every account whose timeline may have changed by it
     */
    public static Set<String> put(Handle handle, String tenant, Collection<TimelineRow> rows) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        handle.execute("create temporary table if not exists incoming_timeline"
                + " (like timeline_version) on commit delete rows");
        try (CopyText copy = CopyText.into(handle, "incoming_timeline")) {
            rows.forEach(row -> TimelineColumns.write(copy, tenant, row));
            copy.finish();
        }
        Set<String> subscriptions = new TreeSet<>();
        rows.forEach(row -> subscriptions.add(row.subscription()));
        Set<String> touched = new TreeSet<>(owners(handle, tenant, subscriptions));
        rows.forEach(row -> touched.add(row.account()));
        handle.execute("insert into timeline_version select * from incoming_timeline on conflict do nothing");
        handle.execute(UPSERT);
        if (rows.stream().anyMatch(row -> row.entry() == null)) {
            handle.execute(DROP);
        }
        touched.addAll(owners(handle, tenant, subscriptions));
        return touched;
    }

    /** Who has any part of some subscriptions. */
    private static List<String> owners(Handle handle, String tenant, Collection<String> subscriptions) {
        return handle.createQuery("""
                        select distinct account_id from subscription_timeline
                        where tenant = :tenant and subscription_id = any(:subscriptions)
                        """)
                .bind("tenant", tenant)
                .bindArray("subscriptions", String.class, List.copyOf(subscriptions))
                .mapTo(String.class)
                .list();
    }

    /** The entries of some accounts, by account; those without any are missing. */
    public static Map<String, List<TimelineEntry>> of(Handle handle, String tenant, Collection<String> accounts) {
        List<String> subscriptions = subscriptions(handle, "subscription_timeline", tenant, accounts);
        return only(accounts, ofSubscriptions(handle, tenant, subscriptions));
    }

    /** The entries of some subscriptions, by the account that had them. */
    public static Map<String, List<TimelineEntry>> ofSubscriptions(
            Handle handle, String tenant, Collection<String> subscriptions) {
        return AccountTimelines.of(handle.createQuery("""
                        select * from subscription_timeline
                        where tenant = :tenant and subscription_id = any(:subscriptions)
                        """)
                .bind("tenant", tenant)
                .bindArray("subscriptions", String.class, List.copyOf(subscriptions))
                .map((row, context) -> TimelineColumns.read(row))
                .list());
    }

    /** The subscriptions of which some accounts have a part. Apart from what is asked of them, to go by the index. */
    private static List<String> subscriptions(Handle handle, String table, String tenant, Collection<String> accounts) {
        return handle.createQuery("""
                        select distinct subscription_id from <table>
                        where tenant = :tenant and account_id = any(:accounts)
                        """)
                .define("table", table)
                .bind("tenant", tenant)
                .bindArray("accounts", String.class, List.copyOf(accounts))
                .mapTo(String.class)
                .list();
    }

    /** The entries of some accounts as they were known at an instant. */
    public static Map<String, List<TimelineEntry>> asOf(
            Handle handle, String tenant, Collection<String> accounts, Instant knownAt) {
        List<String> subscriptions = subscriptions(handle, "timeline_version", tenant, accounts);
        return only(accounts, ofSubscriptionsThen(handle, tenant, subscriptions, knownAt));
    }

    /** The entries of some subscriptions as they were known at an instant. */
    public static Map<String, List<TimelineEntry>> ofSubscriptionsThen(
            Handle handle, String tenant, Collection<String> subscriptions, Instant knownAt) {
        return AccountTimelines.of(handle.createQuery("""
                        select * from (
                            select distinct on (subscription_id, change_id) * from timeline_version
                            where tenant = :tenant and known_at <= :knownAt
                                and subscription_id = any(:subscriptions)
                            order by subscription_id, change_id, seq desc) as version
                        where not deleted
                        """)
                .bind("tenant", tenant)
                .bind("knownAt", knownAt)
                .bindArray("subscriptions", String.class, List.copyOf(subscriptions))
                .map((row, context) -> TimelineColumns.read(row))
                .list());
    }

    /** The accounts whose timelines were not known at an instant as they are known now. */
    public static List<String> learntAfter(Handle handle, String tenant, Instant instant) {
        return handle.createQuery("""
                        select distinct account_id from timeline_version
                        where tenant = :tenant and subscription_id in (
                            select subscription_id from timeline_version
                            where tenant = :tenant and known_at > :instant)
                        order by 1
                        """)
                .bind("tenant", tenant)
                .bind("instant", instant)
                .mapTo(String.class)
                .list();
    }

    /** The next accounts that have ever had a timeline, by id. */
    public static List<String> accountsAfter(Handle handle, String tenant, String after, int limit) {
        return handle.createQuery("""
                        select distinct account_id from timeline_version
                        where tenant = :tenant and account_id > :after
                        order by account_id limit :limit
                        """)
                .bind("tenant", tenant)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /** Subscriptions that were handed over bring the other accounts' entries along. */
    private static Map<String, List<TimelineEntry>> only(
            Collection<String> accounts, Map<String, List<TimelineEntry>> timelines) {
        Map<String, List<TimelineEntry>> asked = new TreeMap<>();
        for (String account : accounts) {
            List<TimelineEntry> entries = timelines.get(account);
            if (entries != null) {
                asked.put(account, new ArrayList<>(entries));
            }
        }
        return asked;
    }
}
