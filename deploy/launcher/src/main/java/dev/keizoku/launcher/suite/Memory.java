package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Resident memory of a process and its children. Linux tells each page's share, so that PostgreSQL's shared buffers
 * count once and not once per connection; elsewhere the sum is too high by that.
 */
final class Memory {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Memory() {}

    static long kilobytes(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(Memory::alone)
                .sum();
    }

    static long alone(ProcessHandle process) {
        Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | RuntimeException e) {
            return resident(process.pid());
        }
    }

    private static long resident(long pid) {
        try {
            return Long.parseLong(Processes.run(List.of("ps", "-o", "rss=", "-p", Long.toString(pid)), PATIENCE)
                    .strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
