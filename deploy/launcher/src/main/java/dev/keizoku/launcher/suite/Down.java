package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.home.Pids;
import dev.keizoku.launcher.process.Processes;
import dev.keizoku.launcher.terminal.Console;
import java.time.Duration;

/** Stops a running suite, or what is left of one. */
public final class Down {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private Down() {}

    public static void run(Home home, Console console) {
        Pids pids = new Pids(home);
        var launcher = pids.find(Up.LAUNCHER);
        launcher.ifPresent(handle -> {
            console.step("asking Keizoku (pid " + handle.pid() + ") to stop");
            handle.destroy();
            Processes.awaitEnd(handle, PATIENCE);
        });
        boolean leftovers = new Orphans(home).stop(console);
        Marker.clear(home);
        pids.clear(Up.LAUNCHER);
        console.step(
                launcher.isPresent() || leftovers
                        ? "stopped; the data stays in " + home.root()
                        : "nothing was running on " + home.root());
    }
}
