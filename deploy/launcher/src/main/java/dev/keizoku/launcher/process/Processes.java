package dev.keizoku.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Starting and ending operating system processes. */
public final class Processes {
    /** Standard input for a process that reads none. */
    public static final ProcessBuilder.Redirect NOTHING =
            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile());

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Processes() {}

    /**
     * Wraps a command so that Ctrl-C at the terminal reaches the launcher alone, which then stops its children in order.
     * Where there is no {@code setsid} (macOS) the signal is ignored instead, which a JVM inherits.
     */
    public static List<String> apart(List<String> command) {
        List<String> prefix = Files.isExecutable(SETSID)
                ? List.of(SETSID.toString())
                : List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }

    /** Runs a short command to its end; gives what it printed, or fails with it. */
    public static String run(List<String> command, Duration patience) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " did not end within " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.getFirst() + " ran", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.getFirst() + " ended with " + process.exitValue() + ": " + output.strip());
        }
        return output;
    }

    /** Waits for the end of a process that was asked to stop, and kills it when it does not come; false if it had to. */
    public static boolean awaitEnd(ProcessHandle handle, Duration patience) {
        try {
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            handle.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** The last lines of a log file, for saying why a process did not start. */
    public static String tail(Path log, int lines) {
        try (Stream<String> all = Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            List<String> last = new ArrayList<>();
            all.forEach(line -> {
                last.add(line);
                if (last.size() > lines) {
                    last.removeFirst();
                }
            });
            return String.join("\n", last);
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }
}
