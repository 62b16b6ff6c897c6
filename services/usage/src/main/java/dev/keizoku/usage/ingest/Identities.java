package dev.keizoku.usage.ingest;

import dev.keizoku.usage.event.EventIdentity;
import dev.keizoku.usage.ingest.StagedEvent.Holder;
import dev.keizoku.usage.rollup.BinaryCopy;
import dev.keizoku.usage.rollup.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who has been here: one row for each identity, locked in their order by whoever claims several. */
final class Identities {

    /** An index scan for each, whatever the planner thinks of the table's size. */
    private static final String HOLDERS = """
            select place, source, event_id, fingerprint, claimed_at
            from unnest(?, ?, ?) with ordinality as sought (high, low, tenant_no, place)
            cross join lateral (
                select source, event_id, fingerprint, claimed_at from event_identity stored
                where stored.tenant_no = sought.tenant_no and identity_high = high and identity_low = low
                limit 1
            ) as holder
            """;

    private static final String COPY = """
            copy event_identity (fingerprint, claimed_at, assigned_at, identity_high, identity_low, tenant_no, source,
                event_id) from stdin (format binary)
            """;

    private static final int COLUMNS = 8;

    private static final String INSERT = """
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

    private Identities() {}

    record Key(int tenant, EventIdentity identity) {

        static Key of(StagedEvent event) {
            return new Key(event.tenant, event.identity);
        }
    }

    private static int inOrder(StagedEvent left, StagedEvent right) {
        int byTenant = Integer.compare(left.tenant, right.tenant);
        return byTenant == 0 ? left.identity.compareTo(right.identity) : byTenant;
    }

    /** Claims the identities that are free and returns who has the others. */
    static Map<Key, Holder> claim(Connection connection, Map<Key, StagedEvent> firsts, Claiming claiming)
            throws SQLException {
        List<StagedEvent> sorted = new ArrayList<>(firsts.values());
        sorted.sort(Identities::inOrder);
        return switch (claiming) {
            case HOPEFUL -> copy(connection, sorted, Map.of());
            case LOOKING -> copy(connection, sorted, holders(connection, sorted));
            case CAREFUL -> insert(connection, sorted);
        };
    }

    private static Map<Key, Holder> copy(Connection connection, List<StagedEvent> sorted, Map<Key, Holder> holders)
            throws SQLException {
        BinaryCopy copy = new BinaryCopy(COLUMNS, sorted.size());
        for (StagedEvent event : sorted) {
            if (holders.isEmpty() || !holders.containsKey(Key.of(event))) {
                Holder holder = event.holder();
                copy.row()
                        .add(holder.fingerprint())
                        .add(holder.claimedAt())
                        .add(event.assignedAt())
                        .add(event.identity.high())
                        .add(event.identity.low())
                        .add(event.tenant)
                        .add(holder.source())
                        .add(holder.id());
            }
        }
        copy.into(connection, COPY);
        return holders;
    }

    private static Map<Key, Holder> insert(Connection connection, List<StagedEvent> sorted) throws SQLException {
        List<StagedEvent> taken = new ArrayList<>();
        try (PreparedStatement statement = Columns.statement(connection, INSERT)) {
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

    private static Map<Key, Holder> holders(Connection connection, List<StagedEvent> sought) throws SQLException {
        Map<Key, Holder> holders = new HashMap<>();
        try (PreparedStatement statement = Columns.statement(connection, HOLDERS)) {
            Columns.of(connection, statement, sought)
                    .addLongs(event -> event.identity.high())
                    .addLongs(event -> event.identity.low())
                    .addIntegers(event -> event.tenant);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    holders.put(
                            Key.of(sought.get(rows.getInt(1) - 1)),
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
}
