package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.home.Pids;
import dev.keizoku.launcher.postgres.Cluster;
import dev.keizoku.launcher.process.Processes;
import dev.keizoku.launcher.terminal.Console;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a killed launcher left running on a data directory, and how it is stopped. */
public final class Orphans {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Home home;
    private final Pids pids;

    public Orphans(Home home) {
        this.home = home;
        this.pids = new Pids(home);
    }

    /** Stops services first and the database last; says so when there were any. */
    public boolean stop(Console console) {
        Map<String, ProcessHandle> services = new LinkedHashMap<>();
        for (Member member : Member.values()) {
            pids.find(member.id()).ifPresent(handle -> services.put(member.id(), handle));
        }
        services.forEach((name, handle) -> {
            console.step("stopping " + name + " (pid " + handle.pid() + "), left over from an earlier start");
            handle.destroy();
        });
        services.forEach((name, handle) -> {
            Processes.awaitEnd(handle, PATIENCE);
            pids.clear(name);
        });
        boolean database = pids.findPostgres().isPresent();
        if (database) {
            console.step("stopping PostgreSQL, left over from an earlier start");
            Cluster.stop(home);
        }
        return database || !services.isEmpty();
    }
}
