package dev.keizoku.launcher.postgres;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.home.Secrets;
import dev.keizoku.launcher.process.Processes;
import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One PostgreSQL server over the data directory: made once, durable settings, on loopback only. */
public final class Cluster {
    /** The secret that holds the password of the server's superuser. */
    public static final String SUPERUSER_SECRET = "db-postgres";

    static final String SUPERUSER = "postgres";
    private static final Duration INITIALISATION = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final int STATUS_LINE = 8;

    private final Home home;
    private final int port;
    private final Secrets secrets;
    private final Binaries binaries;
    private volatile long started = -1;

    public Cluster(Home home, int port, Secrets secrets, Binaries binaries) {
        this.home = home;
        this.port = port;
        this.secrets = secrets;
        this.binaries = binaries;
    }

    public boolean exists() {
        return Files.exists(home.cluster());
    }

    /** Makes the cluster if there is none, and writes the settings this start needs. */
    public void prepare() {
        try {
            if (!exists()) {
                initialise();
            }
            String major =
                    Files.readString(home.cluster().resolve("PG_VERSION")).strip();
            if (!major.equals(Binaries.MAJOR)) {
                throw new Refusal(home.cluster() + " was made by PostgreSQL " + major + ", this is " + Binaries.MAJOR
                        + ". docs/operations.md says how to move the data.");
            }
            Files.writeString(home.cluster().resolve("postgresql.conf"), Settings.server(port));
            Files.writeString(home.cluster().resolve("pg_hba.conf"), Settings.access());
            Unprivileged.handOver(home.cluster());
        } catch (IOException e) {
            throw new Refusal("PostgreSQL cannot use " + home.cluster() + ": " + e.getMessage(), e);
        }
    }

    /** Starts the server as a child of this process; it is ready once {@link #isReady} says so. */
    public Process start() throws IOException {
        Process server = new ProcessBuilder(Processes.apart(Unprivileged.command(List.of(
                        binaries.program("postgres").toString(),
                        "-D",
                        home.cluster().toString()))))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.log("postgresql").toFile()))
                .redirectInput(Processes.NOTHING)
                .start();
        started = server.pid();
        return server;
    }

    /** Whether the server started last takes connections; it says so in its pid file, which a killed one leaves behind. */
    public boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(home.cluster().resolve("postmaster.pid"));
            return lines.size() >= STATUS_LINE
                    && lines.getFirst().strip().equals(Long.toString(started))
                    && lines.get(STATUS_LINE - 1).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops the server on {@code home}: sessions are cut, everything committed is on disk. */
    public static void stop(Home home) {
        Path server = home.cluster();
        Binaries binaries = Binaries.unpack(home.binaries());
        try {
            Processes.run(
                    Unprivileged.command(List.of(
                            binaries.program("pg_ctl").toString(),
                            "stop",
                            "-D",
                            server.toString(),
                            "-m",
                            "fast",
                            "-w",
                            "-t",
                            Long.toString(STOP.toSeconds()))),
                    STOP.plusSeconds(5));
        } catch (IOException e) {
            throw new Refusal("PostgreSQL did not stop: " + e.getMessage(), e);
        }
    }

    /** Initialises beside the final place and moves, so that a crash half-way leaves nothing that looks finished. */
    private void initialise() throws IOException {
        Path fresh = home.root().resolve("pg.new");
        deleteTree(fresh);
        Files.createDirectories(fresh);
        Path password = Files.createTempFile(home.run(), "superuser", ".tmp");
        try {
            Files.writeString(password, secrets.get(SUPERUSER_SECRET) + "\n");
            Unprivileged.handOver(password);
            Unprivileged.handOver(fresh);
            Processes.run(
                    Unprivileged.command(List.of(
                            binaries.program("initdb").toString(),
                            "--pgdata=" + fresh,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions")),
                    INITIALISATION);
        } finally {
            Files.delete(password);
        }
        Files.move(fresh, home.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void deleteTree(Path top) throws IOException {
        if (Files.notExists(top)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
