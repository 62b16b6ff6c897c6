package dev.keizoku.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Resident memory of a process and its children, as Linux tells it; shared pages are split among those who share them. */
final class Memory {

    private static final Pattern NAME = Pattern.compile("-Dkeizoku\\.process=(\\S+)");
    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final double KILOBYTES = 1024;

    private Memory() {}

    static Map<String, Double> of(ProcessHandle launcher) {
        var memory = new TreeMap<String, Double>();
        Stream.concat(Stream.of(launcher), launcher.descendants())
                .forEach(process ->
                        memory.merge(name(process), megabytes(process, "smaps_rollup", "Pss:"), Double::sum));
        return memory;
    }

    /** The descendant that runs a service. */
    static ProcessHandle find(ProcessHandle launcher, String service) {
        return launcher.descendants()
                .filter(process -> name(process).equals(service))
                .findFirst()
                .orElseThrow(() -> new BenchFailure("There is no process of " + service));
    }

    static double peakMegabytes(ProcessHandle process) {
        return megabytes(process, "status", "VmHWM:");
    }

    static long heapMegabytes(ProcessHandle process) {
        var matcher = HEAP.matcher(commandLine(process));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    static String name(ProcessHandle process) {
        var matcher = NAME.matcher(commandLine(process));
        return matcher.find() ? matcher.group(1) : "postgresql";
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(file(process, "cmdline")).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    private static double megabytes(ProcessHandle process, String file, String field) {
        try (Stream<String> lines = Files.lines(file(process, file))) {
            return lines.filter(line -> line.startsWith(field))
                            .mapToLong(Memory::number)
                            .sum()
                    / KILOBYTES;
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    private static long number(String line) {
        var matcher = NUMBER.matcher(line);
        return matcher.find() ? Long.parseLong(matcher.group()) : 0;
    }

    private static Path file(ProcessHandle process, String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }
}
