package dev.keizoku.metrics.timeline;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tenant's subscription timelines as the feed told them. */
public final class TimelineStore {

    private TimelineStore() {}

    /** Adds entries, or replaces those the feed has told anew. */
    public static void put(Handle handle, String tenant, Collection<TimelineRow> rows) {
        handle.execute("create temporary table if not exists incoming_timeline"
                + " (like subscription_timeline) on commit delete rows");
        try (CopyText copy = CopyText.into(handle, "incoming_timeline")) {
            rows.forEach(row -> write(copy, tenant, row));
            copy.finish();
        }
        handle.execute("""
                insert into subscription_timeline as known
                select distinct on (subscription_id, change_id) * from incoming_timeline
                order by subscription_id, change_id, seq desc
                on conflict (tenant, subscription_id, change_id) do update set
                    account_id = excluded.account_id, seq = excluded.seq, effective_at = excluded.effective_at,
                    position = excluded.position, known_at = excluded.known_at, recorded_at = excluded.recorded_at,
                    kind = excluded.kind, reason = excluded.reason, state = excluded.state, plan_id = excluded.plan_id,
                    quantity = excluded.quantity, amount = excluded.amount, currency = excluded.currency,
                    interval_unit = excluded.interval_unit, interval_count = excluded.interval_count,
                    cancel_at = excluded.cancel_at
                where known.seq <= excluded.seq
                """);
    }

    /** The entries of some accounts, by account. */
    public static Map<String, List<TimelineEntry>> of(Handle handle, String tenant, Collection<String> accounts) {
        Map<String, List<TimelineEntry>> timelines = new TreeMap<>();
        handle.createQuery("""
                        select * from subscription_timeline
                        where tenant = :tenant and account_id = any(:accounts)
                        """)
                .bind("tenant", tenant)
                .bindArray("accounts", String.class, List.copyOf(accounts))
                .map((row, context) -> Map.entry(row.getString("account_id"), entry(row)))
                .forEach(found -> timelines
                        .computeIfAbsent(found.getKey(), any -> new ArrayList<>())
                        .add(found.getValue()));
        return timelines;
    }

    /** The next accounts that have a timeline, by id. */
    public static List<String> accountsAfter(Handle handle, String tenant, String after, int limit) {
        return handle.createQuery("""
                        select distinct account_id from subscription_timeline
                        where tenant = :tenant and account_id > :after
                        order by account_id limit :limit
                        """)
                .bind("tenant", tenant)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    private static void write(CopyText copy, String tenant, TimelineRow row) {
        TimelineEntry entry = row.entry();
        Terms terms = entry.terms();
        Price price = terms.price();
        copy.field(tenant)
                .field(entry.subscription())
                .field(entry.change())
                .field(row.account())
                .field(row.seq())
                .field(entry.effectiveAt())
                .field(entry.position())
                .field(row.knownAt())
                .field(row.recordedAt())
                .field(row.kind())
                .field(entry.reason())
                .field(terms.state().wireName())
                .field(terms.plan())
                .field(terms.quantity().toPlainString())
                .field(price == null ? null : price.amount().toPlainString())
                .field(price == null ? null : price.currency().getCurrencyCode())
                .field(price == null ? null : price.unit().wireName())
                .field(price == null ? null : price.count())
                .field(terms.cancelAt())
                .endRow();
    }

    private static TimelineEntry entry(ResultSet row) throws SQLException {
        Terms terms = new Terms(
                SubscriptionState.of(row.getString("state")),
                row.getString("plan_id"),
                row.getBigDecimal("quantity"),
                price(row),
                instant(row.getTimestamp("cancel_at")));
        return new TimelineEntry(
                row.getString("subscription_id"),
                row.getString("change_id"),
                row.getTimestamp("effective_at").toInstant(),
                row.getInt("position"),
                row.getString("reason"),
                terms);
    }

    private static @Nullable Price price(ResultSet row) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        return amount == null
                ? null
                : new Price(
                        amount,
                        Currency.getInstance(row.getString("currency")),
                        IntervalUnit.of(row.getString("interval_unit")),
                        row.getInt("interval_count"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
