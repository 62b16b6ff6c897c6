package dev.keizoku.usage.ingest;

import dev.keizoku.usage.event.EventHash;
import dev.keizoku.usage.event.EventIdentity;
import dev.keizoku.usage.ingest.StagedEvent.Holder;
import dev.keizoku.usage.person.ToldByEvents;
import dev.keizoku.usage.rollup.BinaryCopy;
import dev.keizoku.usage.rollup.Columns;
import dev.keizoku.usage.rollup.RollupStore;
import dev.keizoku.usage.rollup.Rollups;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    private static final String CLAIM = """
            with offered as materialized (
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?) with ordinality
                    as offered (fingerprint, claimed_at, assigned_at, high, low, tenant_no, source, event_id, place)
            ), claimed as (
                insert into event_identity
                    (fingerprint, claimed_at, assigned_at, identity_high, identity_low, tenant_no, source, event_id)
                select fingerprint, claimed_at, assigned_at, high, low, tenant_no, source, event_id from offered
                on conflict (tenant_no, identity_high, identity_low) do nothing
                returning tenant_no, identity_high, identity_low
            )
            select place from offered
            where not exists (select from claimed where claimed.tenant_no = offered.tenant_no
                and identity_high = high and identity_low = low)
            """;

    private static final String HOLDERS = """
            select place, source, event_id, fingerprint, claimed_at
            from unnest(?, ?, ?) with ordinality as taken (high, low, tenant_no, place)
            join event_identity stored
                on stored.tenant_no = taken.tenant_no and identity_high = high and identity_low = low
            """;

    private static final String COPY_EVENTS = """
            copy event (occurred_at, received_at, identity_high, identity_low, tenant_no, day, received_on, account_id,
                user_id, name, feature, value, properties, extensions) from stdin (format binary)
            """;

    private static final int EVENT_COLUMNS = 14;

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

    /** Stores what is new and gives every event its outcome. The caller commits. */
    void write(Connection connection, List<StagedEvent> events) throws SQLException {
        events.forEach(StagedEvent::reset);
        List<StagedEvent> fresh = new ArrayList<>(events.size());
        List<StagedEvent> open = events;
        while (!open.isEmpty()) {
            open = settle(connection, open, fresh);
        }
        if (!fresh.isEmpty()) {
            copyEvents(connection, fresh);
            Rollups rollups = new Rollups();
            fresh.forEach(event -> rollups.add(event.rollupKey(), event.occurredAt, event.event.value()));
            RollupStore.add(connection, rollups);
            ToldByEvents told = new ToldByEvents();
            fresh.forEach(event -> told.add(event.tenant, event.event, event.occurredAt, event.receivedOn));
            told.write(connection);
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
        List<StagedEvent> taken = new ArrayList<>();
        try (PreparedStatement statement = Columns.statement(connection, CLAIM)) {
            Columns.of(connection, statement, sorted)
                    .addLongs(event -> event.holder().fingerprint())
                    .addLongs(event -> event.holder().claimedAt())
                    .addLongs(StagedEvent::assignedAt)
                    .addLongs(event -> event.identity.high())
                    .addLongs(event -> event.identity.low())
                    .addIntegers(event -> event.tenant)
                    .addTexts(event -> event.event.source())
                    .addTexts(event -> event.event.id());
            try (ResultSet places = statement.executeQuery()) {
                while (places.next()) {
                    taken.add(sorted.get(places.getInt(1) - 1));
                }
            }
        }
        return taken.isEmpty() ? Map.of() : holders(connection, taken);
    }

    private static Map<Key, Holder> holders(Connection connection, List<StagedEvent> taken) throws SQLException {
        Map<Key, Holder> holders = new HashMap<>(taken.size() * 2);
        try (PreparedStatement statement = Columns.statement(connection, HOLDERS)) {
            Columns.of(connection, statement, taken)
                    .addLongs(event -> event.identity.high())
                    .addLongs(event -> event.identity.low())
                    .addIntegers(event -> event.tenant);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    holders.put(
                            Key.of(taken.get(rows.getInt(1) - 1)),
                            new Holder(
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getLong(4),
                                    rows.getObject(5, Long.class)));
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
                    .add(staged.identity.high())
                    .add(staged.identity.low())
                    .add(staged.tenant)
                    .add(staged.day)
                    .add(staged.receivedOn)
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
}
