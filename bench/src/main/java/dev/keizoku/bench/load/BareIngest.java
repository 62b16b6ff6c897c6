package dev.keizoku.bench.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.postgresql.PGConnection;

/**
 * The ceiling of ingestion: the same rows by binary COPY into a staging table and from there with
 * {@code INSERT ... ON CONFLICT DO NOTHING} into one table with one index. No HTTP, no JSON, no checks, no roll-ups.
 */
public final class BareIngest {

    private static final int BATCH = 10_000;
    private static final int BYTES_PER_ROW = 200;
    private static final int COLUMNS = 11;

    private final List<Connection> connections;

    public BareIngest(List<Connection> connections) throws SQLException {
        this.connections = List.copyOf(connections);
        try (var statement = connections.getFirst().createStatement()) {
            statement.execute("""
                    create table if not exists bare_event (
                        tenant_no integer not null,
                        source text collate "C" not null,
                        event_id text collate "C" not null,
                        occurred_at timestamptz not null,
                        received_at timestamptz not null,
                        day date not null,
                        account_id text collate "C" not null,
                        user_id text collate "C" not null,
                        name text collate "C" not null,
                        feature text collate "C" not null,
                        value bigint not null,
                        primary key (tenant_no, source, event_id))""");
        }
        for (var connection : connections) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("create temporary table staging (like bare_event) on commit delete rows");
            }
            connection.commit();
        }
    }

    /** Stores all events and returns the seconds it took. */
    public double run(List<LoadEvent> events) throws InterruptedException, ExecutionException {
        var started = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(connections.size())) {
            var share = (events.size() + connections.size() - 1) / connections.size();
            var running = connections.stream()
                    .map(connection -> {
                        var from = Math.min(events.size(), connections.indexOf(connection) * share);
                        var mine = events.subList(from, Math.min(events.size(), from + share));
                        return threads.submit(() -> {
                            store(connection, mine);
                            return mine.size();
                        });
                    })
                    .toList();
            for (var thread : running) {
                thread.get();
            }
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static void store(Connection connection, List<LoadEvent> events) throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (int from = 0; from < events.size(); from += BATCH) {
            var batch = events.subList(from, Math.min(events.size(), from + BATCH));
            var in = copy.copyIn("copy staging from stdin (format binary)");
            var bytes = encode(batch);
            in.writeToCopy(bytes, 0, bytes.length);
            in.endCopy();
            try (var statement = connection.createStatement()) {
                statement.execute("insert into bare_event select * from staging on conflict do nothing");
            }
            connection.commit();
        }
    }

    private static byte[] encode(List<LoadEvent> events) {
        var rows = new BinaryCopy(events.size() * BYTES_PER_ROW);
        var now = Instant.ofEpochMilli(System.currentTimeMillis());
        for (var event : events) {
            rows.row(COLUMNS)
                    .integer(1)
                    .text(LoadEvent.SOURCE)
                    .text(event.id())
                    .instant(event.time())
                    .instant(now)
                    .day(event.time().atZone(ZoneOffset.UTC).toLocalDate())
                    .text(event.accountId())
                    .text(event.userId())
                    .text(event.name())
                    .text(event.feature())
                    .bigint(event.value());
        }
        return rows.finish();
    }
}
