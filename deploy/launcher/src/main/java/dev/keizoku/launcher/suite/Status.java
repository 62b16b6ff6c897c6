package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.home.Pids;
import dev.keizoku.launcher.terminal.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** One line per process: whether it runs, is ready, since when, and how much memory it has. */
public final class Status {
    private static final int NOT_RUNNING = 3;
    private static final String ROW = "%-14s %8s %6s  %-7s %10s %8s";
    private static final long KILOBYTES = 1024;

    private final Pids pids;
    private final Home home;
    private final Console console;
    private final InstantSource time;
    private long kilobytes;
    private boolean allReady = true;

    public Status(Home home, Console console, InstantSource time) {
        this.home = home;
        this.pids = new Pids(home);
        this.console = console;
        this.time = time;
    }

    /** Prints the table; 0 when everything is ready, 1 when something is not, 3 when nothing runs. */
    public int run() {
        Optional<Marker> marker = Marker.read(home);
        Optional<ProcessHandle> launcher = pids.find(Up.LAUNCHER);
        if (marker.isEmpty() || launcher.isEmpty()) {
            console.line("Keizoku does not run on " + home.root() + ".");
            return NOT_RUNNING;
        }
        PortPlan ports = new PortPlan(marker.get().port());
        console.line(String.format(Locale.ROOT, ROW, "PROCESS", "PID", "PORT", "READY", "UPTIME", "MB"));
        row("launcher", launcher, "", marker.get().ready(), false);
        row(
                "postgresql",
                pids.findPostgres(),
                port(ports.postgres()),
                pids.findPostgres().isPresent(),
                true);
        for (Member member : Member.values()) {
            row(
                    member.id(),
                    pids.find(member.id()),
                    port(ports.http(member)),
                    Probe.isReady(ports.management(member)),
                    true);
        }
        console.line(String.format(Locale.ROOT, ROW, "together", "", "", "", "", kilobytes / KILOBYTES));
        return allReady ? 0 : 1;
    }

    private void row(String name, Optional<ProcessHandle> process, String port, boolean ready, boolean withChildren) {
        allReady &= ready;
        if (process.isEmpty()) {
            console.line(String.format(Locale.ROOT, ROW, name, "-", port, "no", "-", "-"));
            return;
        }
        ProcessHandle handle = process.get();
        long used = withChildren ? Memory.kilobytes(handle) : Memory.alone(handle);
        kilobytes += used;
        String uptime = handle.info().startInstant().map(this::since).orElse("-");
        console.line(String.format(
                Locale.ROOT, ROW, name, handle.pid(), port, ready ? "yes" : "no", uptime, used / KILOBYTES));
    }

    private String since(Instant start) {
        Duration uptime = Duration.between(start, time.instant());
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", uptime.toHours(), uptime.toMinutesPart(), uptime.toSecondsPart());
    }

    private static String port(int port) {
        return Integer.toString(port);
    }
}
