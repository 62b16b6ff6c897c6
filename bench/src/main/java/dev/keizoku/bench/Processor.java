package dev.keizoku.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processor time the processes of a suite have used, as Linux tells it, in hundredths of a second. */
final class Processor {

    private static final String LOAD = "load";
    private static final String COMPILERS = "compilers";
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private Processor() {}

    /** By process, with the compilers of all JVMs and this process, which makes the load, apart. */
    static Map<String, Long> used(ProcessHandle launcher) {
        var used = new TreeMap<String, Long>();
        Stream.concat(Stream.of(launcher), launcher.descendants())
                .forEach(process -> add(used, process, Memory.name(process)));
        add(used, ProcessHandle.current(), LOAD);
        return used;
    }

    /** What was used since, in hundredths of all that was used, the most first. */
    static String shares(Map<String, Long> before, Map<String, Long> after) {
        var used = new TreeMap<>(after);
        before.forEach((name, ticks) -> used.computeIfPresent(name, (same, now) -> Math.max(0, now - ticks)));
        long all = Math.max(1, used.values().stream().mapToLong(Long::longValue).sum());
        return used.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .filter(share -> share.getValue() * 100 >= all)
                .map(share -> "%s %d %%".formatted(share.getKey(), Math.round(share.getValue() * 100.0 / all)))
                .collect(Collectors.joining(", "));
    }

    private static void add(Map<String, Long> used, ProcessHandle process, String name) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                add(used, thread.resolve("stat"), name);
            }
        } catch (IOException | UncheckedIOException gone) {
            // It ended, or this is not Linux.
        }
    }

    /** The name of a thread stands in parentheses and may hold anything; what follows are numbers. */
    private static void add(Map<String, Long> used, Path stat, String name) {
        try {
            var text = Files.readString(stat);
            var command = text.substring(text.indexOf('(') + 1, text.lastIndexOf(')'));
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            boolean compiles = command.startsWith("C2 Comp") || command.startsWith("C1 Comp");
            used.merge(
                    compiles ? COMPILERS : name,
                    Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]),
                    Long::sum);
        } catch (IOException gone) {
            // A thread ends while the others are read.
        }
    }
}
