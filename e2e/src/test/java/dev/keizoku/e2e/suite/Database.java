package dev.keizoku.e2e.suite;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** The one database server of the suite. It can be killed, and comes back over the same data. */
public final class Database {

    private static final Duration RECOVERY = Duration.ofMinutes(3);

    private final EmbeddedPostgres embedded;
    private final Path data;
    private final List<String> command;
    private Process started;

    private Database(EmbeddedPostgres embedded, Path data) {
        this.embedded = embedded;
        this.data = data;
        ProcessHandle.Info info = server().info();
        this.command = Stream.concat(
                        info.command().stream(), Stream.of(info.arguments().orElseThrow()))
                .toList();
    }

    static Database start() throws IOException {
        Path data = Files.createTempDirectory("keizoku-e2e-postgresql");
        return new Database(durable(data).start(), data);
    }

    /** With a log of writes that leaves the tables most of the room. */
    static Database startOn(SmallDisk disk) throws IOException {
        Path data = disk.directory().resolve("postgresql");
        return new Database(
                durable(data)
                        .setServerConfig("min_wal_size", "32MB")
                        .setServerConfig("max_wal_size", "48MB")
                        .start(),
                data);
    }

    /** With durable commits, which whoever embeds it switches off: stories kill it. */
    private static EmbeddedPostgres.Builder durable(Path data) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
    }

    int port() {
        return embedded.getPort();
    }

    /** Makes a role, and a database of that name which belongs to it. */
    void create(String name, String password) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(String.format(Locale.ROOT, "create role %s login password '%s'", name, password));
            statement.execute(String.format(
                    Locale.ROOT,
                    "create database %s owner %s template template0 encoding 'UTF8' locale 'C'",
                    name,
                    name));
            statement.execute(String.format(Locale.ROOT, "revoke connect, temporary on database %s from public", name));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A connection as the superuser. */
    public Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(embedded.getJdbcUrl("postgres", name));
    }

    /** Takes the audit trail from the service that has migrated it, as the launcher does. */
    void keepTrail(String name) {
        Path script = Repository.root().resolve(Path.of("deploy", "audit-owner.sql"));
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(script));
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The processor time of its processes that are running. */
    public Duration processorTime() {
        ProcessHandle server = server();
        return Stream.concat(Stream.of(server), server.descendants())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Stops every process of the server where it is, as a hanging disk does: connections stay open and silent. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        ProcessHandle server = server();
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        Stream.concat(Stream.of(server), server.descendants())
                .map(process -> String.valueOf(process.pid()))
                .forEach(command::add);
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** {@code kill -9} of the server and every process of it. */
    public void kill() {
        ProcessHandle server = server();
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        Wait.until(
                RECOVERY,
                "every process of PostgreSQL is gone",
                () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Whether there is a server, be it that it only recovers. */
    public boolean isRunning() {
        try {
            return server().isAlive();
        } catch (UncheckedIOException | NoSuchElementException ended) {
            return false;
        }
    }

    /** Starts it as it was started before unless it runs, and waits until it answers. */
    public void restart() {
        Wait.passes(RECOVERY, () -> {
            try (Connection connection = connect("postgres")) {
                return connection.isValid(1);
            } catch (SQLException down) {
                if (!isRunning() && (started == null || !started.isAlive())) {
                    started = launch();
                }
                throw new AssertionError("PostgreSQL does not come back", down);
            }
        });
    }

    /** Ends by itself while what is left of the killed one still has the data directory. */
    private Process launch() {
        try {
            // PostgreSQL refuses to run as root, and takes whoever is root only inside a namespace of its own.
            List<String> line = new ArrayList<>(isRoot() ? List.of("unshare", "-U") : List.of());
            line.addAll(command);
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            Service.logs().resolve("postgresql.log").toFile()))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private ProcessHandle server() {
        try {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException notRunning) {
            throw new UncheckedIOException(notRunning);
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    void close() {
        try {
            embedded.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
