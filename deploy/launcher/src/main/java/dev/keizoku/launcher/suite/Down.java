package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.home.Pids;
import dev.keizoku.launcher.process.Processes;
import dev.keizoku.launcher.terminal.Console;
import java.time.Duration;
import java.util.stream.Stream;

/** Stops a running suite, or what is left of one. */
public final class Down {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private Down() {}

    public static void run(Home home, Console console) {
        Pids pids = new Pids(home);
        var launcher = pids.find(Up.LAUNCHER);
        launcher.ifPresent(handle -> {
            console.step("asking Keizoku (pid " + handle.pid() + ") to stop");
            if (Stream.of(Member.values())
                    .flatMap(member -> pids.find(member.id()).stream())
                    .anyMatch(AotCache::isRecordedBy)) {
                console.step("the services save their classes for faster starts, which takes a while (once per build)");
            }
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
