package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.home.Pids;
import dev.keizoku.launcher.home.Secrets;
import dev.keizoku.launcher.process.Processes;
import dev.keizoku.launcher.process.Supervised;
import dev.keizoku.launcher.terminal.Console;
import dev.keizoku.launcher.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The five services as supervised processes: started together, stopped from the outside in. */
final class Services {
    private static final Duration START = Duration.ofMinutes(5);
    /** Twenty seconds for requests in flight, the rest for writing a class cache on a busy machine. */
    private static final Duration STOP = Duration.ofSeconds(90);

    private static final int ENDS_BEFORE_READY = 3;
    private static final int POLL_MILLIS = 100;
    private static final int TAIL_LINES = 20;
    private static final long LOG_LIMIT_BYTES = 10L << 20;

    private final Suite suite;
    private final Secrets secrets;
    private final Console console;
    private final Pids pids;
    private final Map<Member, Supervised> running = new EnumMap<>(Member.class);

    /** Who has been started once; recording slows a process down, which one that comes back from a crash cannot use. */
    private final Set<Member> recording = ConcurrentHashMap.newKeySet();

    Services(Suite suite, Secrets secrets, Console console) {
        this.suite = suite;
        this.secrets = secrets;
        this.console = console;
        this.pids = new Pids(suite.home());
    }

    void start() {
        for (Member member : Member.values()) {
            if (Files.notExists(suite.jar(member))) {
                throw new Refusal(suite.jar(member) + " is not built. ./keizoku up builds it.");
            }
        }
        for (Member member : Member.values()) {
            var supervised =
                    new Supervised(member.id(), () -> launch(member), process -> stop(member, process), console);
            running.put(member, supervised.start());
        }
    }

    void awaitReady() throws InterruptedException {
        Set<Member> waiting = EnumSet.allOf(Member.class);
        long deadline = System.nanoTime() + START.toNanos();
        while (!waiting.isEmpty()) {
            for (Member member : List.copyOf(waiting)) {
                if (Probe.isReady(suite.ports().management(member))) {
                    waiting.remove(member);
                    console.step(member.id() + " is ready");
                } else if (gaveUp(member) || System.nanoTime() > deadline) {
                    throw new Refusal(member.id() + " did not become ready. The end of "
                            + suite.home().log(member.id()) + ":\n\n"
                            + LogTail.readable(Processes.tail(suite.home().log(member.id()), TAIL_LINES)));
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** The gateway first, so that no request arrives at a service that is leaving; then the others together. */
    void stop() {
        running.values().forEach(Supervised::letGo);
        Supervised gateway = running.get(Member.GATEWAY);
        if (gateway != null) {
            gateway.stop();
        }
        List<Thread> stops = new ArrayList<>();
        running.values().forEach(supervised -> stops.add(Thread.startVirtualThread(supervised::stop)));
        for (Thread stop : stops) {
            try {
                stop.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        running.keySet().forEach(member -> pids.clear(member.id()));
    }

    private boolean gaveUp(Member member) {
        Supervised supervised = running.get(member);
        return supervised != null && supervised.ends() >= ENDS_BEFORE_READY;
    }

    private Process launch(Member member) throws IOException {
        suite.cache(member).discard();
        Path log = suite.home().log(member.id());
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        var builder = new ProcessBuilder(Processes.apart(suite.command(member, recording.add(member))))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(Processes.NOTHING);
        builder.environment().putAll(suite.environment(member, secrets));
        Process process = builder.start();
        pids.write(member.id(), process.pid());
        return process;
    }

    private void stop(Member member, Process process) {
        AotCache cache = suite.cache(member);
        if (AotCache.isRecordedBy(process.toHandle())) {
            console.step(member.id() + " saves its classes for faster starts (once per build)");
        }
        process.destroy();
        if (Processes.awaitEnd(process.toHandle(), STOP)) {
            cache.adopt();
        }
    }
}
