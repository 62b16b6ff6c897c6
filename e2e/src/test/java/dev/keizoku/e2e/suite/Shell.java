package dev.keizoku.e2e.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where somebody types what a page shows, line after line until one fails.
 *
 * @param directory where they are
 */
public record Shell(Path directory, Map<String, String> environment) {

    public Shell(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = new HashMap<>(environment);
        this.environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** How it ended, and what came out. */
    public record Typed(int status, String output) {

        /** What came out of what has to go well. */
        public String ok() {
            assertThat(status).as(output).isZero();
            return output;
        }
    }

    public Typed type(Duration limit, String lines) {
        try {
            Path output = Files.createTempFile("typed", ".out");
            ProcessBuilder shell = new ProcessBuilder("bash", "-ec", lines)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            shell.environment().putAll(environment);
            Process process = shell.start();
            boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            String printed = Files.readString(output);
            Files.delete(output);
            assertThat(ended).as("within " + limit + ":\n" + lines + printed).isTrue();
            return new Typed(process.exitValue(), printed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
