package dev.keizoku.usage.lookup;

import dev.keizoku.usage.event.EventHash;
import dev.keizoku.usage.event.EventIdentity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Finds events among those that are stored.
 *
 * <p>There is no index by identity or account over the events: it would cost every event that comes in for the sake of
 * the few that are looked up. The identity tells the instant, the rollups tell the days, and both lead to a few pages.
 */
public final class StoredEventStore {

    /** A day of any zone begins and ends within this many days of the same day in UTC. */
    private static final int ZONES = 1;

    private static final String COLUMNS = """
            select source, event_id, name, account_id, user_id, feature, value, properties, extensions, occurred_at,
                received_at, day, received_on, identity_high, identity_low
            from event join event_identity using (tenant_no, identity_high, identity_low)
            """;

    private static final RowMapper<StoredEvent> EVENT = (row, context) -> new StoredEvent(
            new EventIdentity(row.getLong("identity_high"), row.getLong("identity_low")),
            row.getString("source"),
            row.getString("event_id"),
            row.getString("name"),
            row.getString("account_id"),
            row.getString("user_id"),
            row.getString("feature"),
            row.getBigDecimal("value"),
            row.getString("properties"),
            row.getString("extensions"),
            row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
            row.getObject("received_at", OffsetDateTime.class).toInstant(),
            row.getObject("day", LocalDate.class),
            row.getObject("received_on", LocalDate.class));

    private StoredEventStore() {}

    /**
     * Who an event is, and when it was, as far as its identity tells.
     *
     * @param at null only for an event without a time of its own that was received before identities kept one
     */
    public record Known(EventIdentity identity, @Nullable Instant at) {}

    /** The identity of a source and id, if it was ever taken; {@code lock} keeps others off it until the end. */
    public static Optional<Known> identity(Handle handle, int tenant, String source, String id, boolean lock) {
        EventHash hash = new EventHash();
        for (int attempt = 0; ; attempt++) {
            EventIdentity identity = hash.identity(source, id, attempt);
            Optional<Holder> holder = holder(handle, tenant, identity, lock);
            if (holder.isEmpty()) {
                return Optional.empty();
            }
            Holder found = holder.get();
            if (found.source().equals(source) && found.id().equals(id)) {
                return Optional.of(new Known(identity, found.at()));
            }
        }
    }

    private record Holder(
            String source, String id, @Nullable Instant at) {}

    private static Optional<Holder> holder(Handle handle, int tenant, EventIdentity identity, boolean lock) {
        return handle.createQuery("""
                        select source, event_id, coalesce(claimed_at, assigned_at) as at from event_identity
                        where tenant_no = :tenant and identity_high = :high and identity_low = :low
                        """ + (lock ? " for update" : ""))
                .bind("tenant", tenant)
                .bind("high", identity.high())
                .bind("low", identity.low())
                .map((row, context) -> {
                    Long micros = row.getObject("at", Long.class);
                    return new Holder(
                            row.getString("source"),
                            row.getString("event_id"),
                            micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
                })
                .findOne();
    }

    /** The event of an identity, unless it was taken out or has outlived its keeping. */
    public static Optional<StoredEvent> find(Handle handle, int tenant, Known known) {
        Instant at = known.at();
        String when = at == null ? "" : " and occurred_at = :at and day between :first and :last";
        Query query = handle.createQuery(
                        COLUMNS + " where tenant_no = :tenant and identity_high = :high and identity_low = :low" + when)
                .bind("tenant", tenant)
                .bind("high", known.identity().high())
                .bind("low", known.identity().low());
        if (at != null) {
            LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
            query.bind("at", at.atOffset(ZoneOffset.UTC))
                    .bind("first", day.minusDays(ZONES))
                    .bind("last", day.plusDays(ZONES));
        }
        return query.map(EVENT).findOne();
    }

    /** The newest events of a user, read from the days on which there are any. */
    static List<StoredEvent> ofUser(Handle handle, int tenant, String user, int limit) {
        List<String> days = handle.createQuery(
                        "select distinct cast(day as text) from usage_day where tenant_no = :tenant and user_id = :user")
                .bind("tenant", tenant)
                .bind("user", user)
                .mapTo(String.class)
                .list();
        if (days.isEmpty()) {
            return List.of();
        }
        return handle.createQuery(COLUMNS + """
                         where tenant_no = :tenant and user_id = :user and day = any(cast(:days as date[]))
                        order by occurred_at desc, identity_high, identity_low limit :limit
                        """)
                .bind("tenant", tenant)
                .bind("user", user)
                .bindArray("days", String.class, days)
                .bind("limit", limit)
                .map(EVENT)
                .list();
    }

    /** Takes an event out; what was counted of it is the caller's to take out as well. */
    public static void delete(Handle handle, int tenant, StoredEvent event) {
        handle.createUpdate("""
                        delete from event where tenant_no = :tenant and day = :day and occurred_at = :at
                            and identity_high = :high and identity_low = :low
                        """)
                .bind("tenant", tenant)
                .bind("day", event.day())
                .bind("at", event.occurredAt().atOffset(ZoneOffset.UTC))
                .bind("high", event.identity().high())
                .bind("low", event.identity().low())
                .execute();
    }

    /**
     * Gives the events of some users on some days to another user, and takes from them what only the sender knows the
     * meaning of; how many events that were.
     */
    public static int rename(Handle handle, int tenant, LocalDate from, LocalDate to, String[] users, String other) {
        return handle.createUpdate("""
                        update event set user_id = :other, properties = null, extensions = null
                        where tenant_no = :tenant and day >= :from and day < :to and user_id = any(:users)
                        """)
                .bind("tenant", tenant)
                .bind("from", from)
                .bind("to", to)
                .bindArray("users", String.class, (Object[]) users)
                .bind("other", other)
                .execute();
    }

    /** Which of an account's events are asked for; empty lists are all users and all names. */
    record Filter(int tenant, String account, List<String> users, List<String> names) {}

    /** A day and how many events of a filter it has. */
    record Day(LocalDate day, long count) {}

    /** Where a page ended. */
    record Place(LocalDate day, Instant at, long high, long low) {}

    /** The days of a period that have such events, the newest first. */
    static List<Day> days(Handle handle, Filter filter, LocalDate from, LocalDate to) {
        return filter(handle.createQuery("""
                        with days as (
                            select distinct day from account_day
                            where tenant_no = :tenant and account_id = :account and day >= :from and day < :to
                                and day >= coalesce(
                                    (select kept_from from event_horizon where tenant_no = :tenant), '-infinity')
                        )
                        select days.day, sum(count) as count
                        from days
                        join usage_day on tenant_no = :tenant and usage_day.day = days.day and account_id = :account
                        where (cardinality(:users) = 0 or user_id = any(:users))
                            and (cardinality(:names) = 0 or name = any(:names))
                        group by days.day
                        order by days.day desc
                        """), filter)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> new Day(row.getObject("day", LocalDate.class), row.getLong("count")))
                .list();
    }

    /** Such events of a day, the newest first, after a place on it if there is one. */
    static List<StoredEvent> ofDay(Handle handle, Filter filter, LocalDate day, @Nullable Place after, int limit) {
        String rest = after == null ? "" : " and (occurred_at, identity_high, identity_low) < (:at, :high, :low)";
        Query query = filter(
                        handle.createQuery(COLUMNS + """
                                         where tenant_no = :tenant and account_id = :account and day = :day
                                            and (cardinality(:users) = 0 or user_id = any(:users))
                                            and (cardinality(:names) = 0 or name = any(:names))
                                        """ + rest
                                + " order by occurred_at desc, identity_high desc, identity_low desc limit :limit"),
                        filter)
                .bind("day", day)
                .bind("limit", limit);
        if (after != null) {
            query.bind("at", after.at().atOffset(ZoneOffset.UTC))
                    .bind("high", after.high())
                    .bind("low", after.low());
        }
        return query.map(EVENT).list();
    }

    private static Query filter(Query query, Filter filter) {
        return query.bind("tenant", filter.tenant())
                .bind("account", filter.account())
                .bindArray("users", String.class, filter.users())
                .bindArray("names", String.class, filter.names());
    }
}
