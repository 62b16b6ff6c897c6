package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.home.Pids;
import dev.keizoku.launcher.home.Secrets;
import dev.keizoku.launcher.postgres.Binaries;
import dev.keizoku.launcher.postgres.Cluster;
import dev.keizoku.launcher.postgres.Databases;
import dev.keizoku.launcher.postgres.Trails;
import dev.keizoku.launcher.process.Processes;
import dev.keizoku.launcher.process.Supervised;
import dev.keizoku.launcher.terminal.Console;
import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Starts PostgreSQL and the five services, and keeps them running until it is told to stop. */
public final class Up {
    /** The name of the launcher's own pid file. */
    public static final String LAUNCHER = "launcher";

    private static final Duration DATABASE_START = Duration.ofMinutes(2);
    private static final int ENDS_BEFORE_READY = 8;
    private static final int POLL_MILLIS = 50;

    private final Suite suite;
    private final Console console;
    private final Secrets secrets;
    private final Pids pids;
    private final Services services;
    private final Trails trails;
    private @Nullable Supervised database;

    public Up(Suite suite, Console console) {
        this.suite = suite;
        this.console = console;
        this.secrets = new Secrets(suite.home().secrets());
        this.pids = new Pids(suite.home());
        this.services = new Services(suite, secrets, console);
        this.trails =
                new Trails(suite.ports().postgres(), secrets, suite.checkout().resolve("deploy"));
    }

    /** Runs until the process is asked to end; returns only when there is nothing to do because the suite runs already. */
    public void run(boolean detached) throws IOException, InterruptedException {
        Home home = suite.home().prepare();
        try (FileChannel channel = FileChannel.open(
                        home.run().resolve("launcher.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                reportRunning(home);
                return;
            }
            new Orphans(home).stop(console);
            suite.ports().requireFree(suite.host());
            pids.write(LAUNCHER, ProcessHandle.current().pid());
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
            new Marker(suite.ports().gateway(), suite.host(), false).write(home);
            startDatabase();
            for (Member member : Member.values()) {
                trails.letMigrate(member.id());
            }
            services.start();
            services.awaitReady();
            for (Member member : Member.values()) {
                trails.keep(member.id());
            }
            new Marker(suite.ports().gateway(), suite.host(), true).write(home);
            Welcome.print(suite, secrets, console, detached);
            new CountDownLatch(1).await();
        }
    }

    private void startDatabase() throws InterruptedException {
        Cluster cluster = new Cluster(
                suite.home(),
                suite.ports().postgres(),
                secrets,
                Binaries.unpack(suite.home().binaries()));
        if (!cluster.exists()) {
            console.step("making a PostgreSQL " + Binaries.MAJOR + " cluster in "
                    + suite.home().cluster());
        }
        cluster.prepare();
        var supervised =
                new Supervised("PostgreSQL", cluster::start, process -> Cluster.stop(suite.home()), console).start();
        database = supervised;
        long deadline = System.nanoTime() + DATABASE_START.toNanos();
        while (!cluster.isReady()) {
            if (supervised.ends() >= ENDS_BEFORE_READY || System.nanoTime() > deadline) {
                throw new Refusal("PostgreSQL did not start. The end of its log:\n\n"
                        + Processes.tail(suite.home().log("postgresql"), 20));
            }
            Thread.sleep(POLL_MILLIS);
        }
        try (Databases databases = Databases.connect(suite.ports().postgres(), secrets.get(Cluster.SUPERUSER_SECRET))) {
            for (Member member : Member.values()) {
                databases.ensure(member.id(), secrets.get(Suite.databaseSecret(member)));
            }
        }
        console.step("PostgreSQL is ready on port " + suite.ports().postgres());
    }

    private void stop() {
        console.line("");
        console.step("stopping the services");
        Marker.clear(suite.home());
        if (database != null) {
            database.letGo();
        }
        services.stop();
        if (database != null) {
            console.step("stopping PostgreSQL");
            database.stop();
        }
        pids.clear(LAUNCHER);
        console.step("stopped; the data stays in " + suite.home().root());
    }

    private void reportRunning(Home home) {
        Marker marker = Marker.read(home).orElse(null);
        if (marker == null) {
            throw new Refusal(
                    "Another ./keizoku is starting or stopping on " + home.root() + ". Try again in a moment.");
        }
        if (marker.port() != suite.ports().gateway()) {
            throw new Refusal("Keizoku already runs from " + home.root() + " on port " + marker.port()
                    + ". Stop it first: ./keizoku down");
        }
        console.line("Keizoku already runs: " + suite.url() + " (./keizoku status shows more)");
    }
}
