package dev.keizoku.e2e.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks again and again at what services take in memory while a story loads them, and that they are still the same ones. */
public final class MemoryWatch implements AutoCloseable {

    private static final long EVERY_NANOS = 250_000_000;
    private static final long MEGABYTE = 1 << 20;
    private static final Pattern HEAP = Pattern.compile("(?m)^jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*} (\\S+)");
    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Suite suite;
    private final Map<Member, Long> processes = new EnumMap<>(Member.class);
    private final Map<Member, Long> heaps = new EnumMap<>(Member.class);
    private final Thread watcher;
    private volatile boolean ended;

    /** Begins to watch. */
    public MemoryWatch(Suite suite, Member... members) {
        this.suite = suite;
        for (Member member : members) {
            processes.put(member, suite.pid(member));
            heaps.put(member, 0L);
        }
        watcher = Thread.ofPlatform().daemon().name("memory-watch").start(this::watch);
    }

    private void watch() {
        while (!ended) {
            processes.keySet().forEach(this::look);
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    private void look(Member member) {
        long used = 0;
        Matcher pools = HEAP.matcher(suite.metrics(member));
        while (pools.find()) {
            used += (long) Double.parseDouble(pools.group(1));
        }
        synchronized (heaps) {
            heaps.merge(member, used / MEGABYTE, Math::max);
        }
    }

    /** Those that are not the processes they were: out of memory means out of the running, and nobody starts them again. */
    public List<Member> gone() {
        return processes.keySet().stream()
                .filter(member -> !suite.isAlive(member) || suite.pid(member) != processes.get(member))
                .toList();
    }

    /** The most seen of each, in megabytes. */
    public String peaks() {
        synchronized (heaps) {
            return heaps.entrySet().stream()
                    .map(heap -> String.format(
                            Locale.ROOT,
                            "%s %d of %d MB heap, %d MB in all",
                            heap.getKey().id(),
                            heap.getValue(),
                            heap.getKey().heapMegabytes(),
                            resident(processes.get(heap.getKey()))))
                    .collect(Collectors.joining("; "));
        }
    }

    /** As Linux tells it; elsewhere 0. */
    private static long resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            Matcher peak = RESIDENT.matcher(lines.collect(Collectors.joining("\n")));
            return peak.find() ? Long.parseLong(peak.group(1)) / 1024 : 0;
        } catch (IOException unknown) {
            return 0;
        }
    }

    @Override
    public void close() {
        ended = true;
    }
}
