package dev.keizoku.usage.ingest;

import dev.keizoku.usage.event.EventHash;
import dev.keizoku.usage.ingest.Identities.Key;
import dev.keizoku.usage.ingest.StagedEvent.Holder;
import dev.keizoku.usage.person.ToldByEvents;
import dev.keizoku.usage.rollup.BinaryCopy;
import dev.keizoku.usage.rollup.RollupStore;
import dev.keizoku.usage.rollup.Rollups;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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

    private static final String COPY_EVENTS = """
            copy event (occurred_at, received_at, identity_high, identity_low, tenant_no, day, received_on, account_id,
                user_id, name, feature, value, properties, extensions) from stdin (format binary)
            """;

    private static final int EVENT_COLUMNS = 14;

    private final EventHash hash;

    EventStore(EventHash hash) {
        this.hash = hash;
    }

    /** Stores what is new and gives every event its outcome. The caller commits. */
    void write(Connection connection, List<StagedEvent> events, Claiming claiming) throws SQLException {
        events.forEach(StagedEvent::reset);
        List<StagedEvent> fresh = new ArrayList<>(events.size());
        List<StagedEvent> open = events;
        while (!open.isEmpty()) {
            open = settle(connection, open, fresh, claiming);
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
    private List<StagedEvent> settle(
            Connection connection, List<StagedEvent> open, List<StagedEvent> fresh, Claiming claiming)
            throws SQLException {
        Map<Key, StagedEvent> firsts = new HashMap<>(open.size() * 2);
        open.forEach(event -> firsts.putIfAbsent(Key.of(event), event));
        Map<Key, Holder> earlier = Identities.claim(connection, firsts, claiming);
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
