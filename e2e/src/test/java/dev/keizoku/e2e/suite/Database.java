package dev.keizoku.e2e.suite;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The one database server of the suite. It can be killed, and comes back over the same data. */
public final class Database {

    private static final Duration RECOVERY = Duration.ofMinutes(3);

    private final EmbeddedPostgres embedded;
    private final Path data;
    private List<String> command = List.of();
    private Process started;

    private Database(EmbeddedPostgres embedded, Path data) {
        this.embedded = embedded;
        this.data = data;
    }

    /** With durable commits, which whoever embeds it switches off: stories kill it. */
    static Database start() throws IOException {
        Path data = Files.createTempDirectory("keizoku-e2e-postgresql");
        return new Database(
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("shared_buffers", "128MB")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start(),
                data);
    }

    int port() {
        return embedded.getPort();
    }

    /** A connection as the superuser. */
    public Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(embedded.getJdbcUrl("postgres", name));
    }

    /** The processor time of its processes that are running. */
    public Duration processorTime() {
        ProcessHandle server = server();
        return Stream.concat(Stream.of(server), server.descendants())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** {@code kill -9} of the server and every process of it. */
    public void kill() {
        ProcessHandle server = server();
        ProcessHandle.Info info = server.info();
        command = Stream.concat(
                        info.command().stream(), Stream.of(info.arguments().orElseThrow()))
                .toList();
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        Wait.until(
                RECOVERY,
                "every process of PostgreSQL is gone",
                () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Starts it as it was started before, and waits until it answers. */
    public void restart() {
        Wait.passes(RECOVERY, () -> {
            try (Connection connection = connect("postgres")) {
                return connection.isValid(1);
            } catch (SQLException down) {
                if (started == null || !started.isAlive()) {
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
                            data.resolveSibling(data.getFileName() + ".log").toFile()))
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

    private static boolean isRoot() {
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
