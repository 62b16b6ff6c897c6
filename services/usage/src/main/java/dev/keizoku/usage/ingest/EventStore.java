package dev.keizoku.usage.ingest;

import dev.keizoku.usage.event.EventHash;
import dev.keizoku.usage.event.EventIdentity;
import dev.keizoku.usage.ingest.StagedEvent.Holder;
import dev.keizoku.usage.rollup.BinaryCopy;
import dev.keizoku.usage.rollup.RollupStore;
import dev.keizoku.usage.rollup.Rollups;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stores events once and counts them, in the transaction of the connection it is given.
 *
 * <p>First the identities are claimed; only events whose identity was free are then copied straight into their
 * partition, which has no index to keep, and counted. So a repeat is found whatever day it claims, and only what is new
 * is ever counted. All writers lock in the same order.
 */
final class EventStore {

    private static final String STAGE = """
            create temporary table if not exists staged_identity (
                at integer, fingerprint bigint, claimed_at timestamptz, tenant_no integer, identity uuid,
                source text collate "C", event_id text collate "C"
            ) on commit delete rows
            """;

    private static final String COPY_IDENTITIES = "copy staged_identity from stdin (format binary)";

    private static final String CLAIM = """
            with claimed as (
                insert into event_identity (fingerprint, claimed_at, tenant_no, identity, source, event_id)
                select fingerprint, claimed_at, tenant_no, identity, source, event_id from staged_identity
                on conflict (tenant_no, identity) do nothing
                returning tenant_no, identity
            )
            select staged.at from staged_identity staged
            where not exists (select from claimed
                where claimed.tenant_no = staged.tenant_no and claimed.identity = staged.identity)
            """;

    private static final String HOLDERS = """
            select staged.at, stored.source, stored.event_id, stored.fingerprint, stored.claimed_at
            from unnest(?) as taken (at)
            join staged_identity staged on staged.at = taken.at
            join event_identity stored
                on stored.tenant_no = staged.tenant_no and stored.identity = staged.identity
            """;

    private static final String COPY_EVENTS = """
            copy event (occurred_at, received_at, tenant_no, day, received_on, identity, account_id, user_id, name,
                feature, value, properties, extensions) from stdin (format binary)
            """;

    private static final int IDENTITY_COLUMNS = 7;
    private static final int EVENT_COLUMNS = 13;

    private final EventHash hash;

    EventStore(EventHash hash) {
        this.hash = hash;
    }

    private record Key(int tenant, EventIdentity identity) implements Comparable<Key> {

        static Key of(StagedEvent event) {
            return new Key(event.tenant, event.identity);
        }

        @Override
        public int compareTo(Key other) {
            int byTenant = Integer.compare(tenant, other.tenant);
            return byTenant == 0 ? identity.compareTo(other.identity) : byTenant;
        }
    }

    /** Makes the tables rows are staged in; they belong to the connection. */
    static void prepare(Connection connection) throws SQLException {
        execute(connection, STAGE);
        RollupStore.prepare(connection);
    }

    /** Empties those tables, for who cannot be sure to be the first to write in its transaction. */
    static void clear(Connection connection) throws SQLException {
        execute(connection, "delete from staged_identity");
        execute(connection, "delete from staged_usage");
    }

    /** Stores what is new and gives every event its outcome. One write a transaction; the caller commits. */
    void write(Connection connection, List<StagedEvent> events) throws SQLException {
        events.forEach(StagedEvent::reset);
        List<StagedEvent> fresh = new ArrayList<>(events.size());
        List<StagedEvent> open = events;
        while (!open.isEmpty()) {
            open = settle(connection, open, fresh);
            if (!open.isEmpty()) {
                execute(connection, "delete from staged_identity");
            }
        }
        if (!fresh.isEmpty()) {
            copyEvents(connection, fresh);
            Rollups rollups = new Rollups();
            fresh.forEach(event -> rollups.add(event.rollupKey(), event.occurredAt, event.event.value()));
            RollupStore.add(connection, rollups);
        }
    }

    /** Gives each event its outcome, but for those whose identity turned out to be another event's. */
    private List<StagedEvent> settle(Connection connection, List<StagedEvent> open, List<StagedEvent> fresh)
            throws SQLException {
        Map<Key, StagedEvent> firsts = new HashMap<>(open.size() * 2);
        open.forEach(event -> firsts.putIfAbsent(Key.of(event), event));
        Map<Key, Holder> earlier = claim(connection, firsts);
        List<StagedEvent> displaced = new ArrayList<>();
        for (StagedEvent event : open) {
            Key key = Key.of(event);
            Holder stored = earlier.get(key);
            boolean first = firsts.get(key) == event;
            if (stored == null && first) {
                event.outcome = EventOutcome.ACCEPTED;
                fresh.add(event);
                continue;
            }
            Holder holder = stored == null ? holderOf(firsts, key) : stored;
            if (holder.isSameEventAs(event)) {
                event.outcome = holder.judge(event);
            } else {
                displaced.add(event);
            }
        }
        displaced.forEach(event -> event.moveOn(hash));
        return displaced;
    }

    private static Holder holderOf(Map<Key, StagedEvent> firsts, Key key) {
        StagedEvent first = firsts.get(key);
        if (first == null) {
            throw new IllegalStateException("Every open event has a first of its identity.");
        }
        return first.holder();
    }

    /** Claims the identities that are free and returns who has the others. */
    private static Map<Key, Holder> claim(Connection connection, Map<Key, StagedEvent> firsts) throws SQLException {
        List<StagedEvent> sorted = new ArrayList<>(firsts.values());
        sorted.sort(Comparator.comparing(Key::of));
        BinaryCopy copy = new BinaryCopy(IDENTITY_COLUMNS, sorted.size());
        for (int at = 0; at < sorted.size(); at++) {
            StagedEvent event = sorted.get(at);
            Holder holder = event.holder();
            copy.row()
                    .add(at)
                    .add(holder.fingerprint())
                    .add(holder.claimedAt())
                    .add(event.tenant)
                    .add(event.identity.high(), event.identity.low())
                    .add(holder.source())
                    .add(holder.id());
        }
        copy.into(connection, COPY_IDENTITIES);
        Integer[] taken = taken(connection);
        return taken.length == 0 ? Map.of() : holders(connection, taken, sorted);
    }

    private static Integer[] taken(Connection connection) throws SQLException {
        List<Integer> taken = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CLAIM)) {
            while (rows.next()) {
                taken.add(rows.getInt(1));
            }
        }
        return taken.toArray(new Integer[0]);
    }

    private static Map<Key, Holder> holders(Connection connection, Integer[] taken, List<StagedEvent> sorted)
            throws SQLException {
        Map<Key, Holder> holders = new HashMap<>(taken.length * 2);
        try (PreparedStatement statement = connection.prepareStatement(HOLDERS)) {
            statement.setArray(1, connection.createArrayOf("integer", taken));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    OffsetDateTime claimedAt = rows.getObject(5, OffsetDateTime.class);
                    holders.put(
                            Key.of(sorted.get(rows.getInt(1))),
                            new Holder(
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getLong(4),
                                    claimedAt == null ? null : claimedAt.toInstant()));
                }
            }
        }
        return holders;
    }

    private static void copyEvents(Connection connection, List<StagedEvent> fresh) throws SQLException {
        BinaryCopy copy = new BinaryCopy(EVENT_COLUMNS, fresh.size());
        for (StagedEvent staged : fresh) {
            copy.row()
                    .add(staged.occurredAt)
                    .add(staged.receivedAt)
                    .add(staged.tenant)
                    .add(staged.day)
                    .add(staged.receivedOn)
                    .add(staged.identity.high(), staged.identity.low())
                    .add(staged.event.account())
                    .add(staged.event.user())
                    .add(staged.event.name())
                    .add(staged.event.feature())
                    .add(staged.event.value())
                    .addJson(staged.event.properties())
                    .addJson(staged.event.extensions());
        }
        copy.into(connection, COPY_EVENTS);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
