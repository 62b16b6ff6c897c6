package dev.keizoku.e2e.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The scripts in {@code src/test/node} with the packages they use, installed once from the registry npm is set up for. */
public final class NodeProject {

    private static final Duration INSTALL = Duration.ofMinutes(5);
    private static final Duration RUN = Duration.ofMinutes(2);
    private static NodeProject ready;

    private final Path directory;

    private NodeProject(Path directory) {
        this.directory = directory;
    }

    /** The project; without Node or the packages a story is skipped by name, except in CI, where it fails. */
    public static synchronized NodeProject ready() {
        if (ready == null) {
            ready = installed();
        }
        return ready;
    }

    private static NodeProject installed() {
        NodeProject project = new NodeProject(Repository.root().resolve(Path.of("e2e", "target", "node")));
        try {
            Files.createDirectories(project.directory);
            try (Stream<Path> sources = Files.list(Repository.root().resolve(Path.of("e2e", "src", "test", "node")))) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    Files.copy(
                            source,
                            project.directory.resolve(source.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Run node = project.run(Duration.ofSeconds(30), List.of("node", "--version"));
            if (node.status() != 0) {
                return missing("Node does not run: " + node.output());
            }
            // Without a lock file: one would name the registry of whoever made it.
            Run npm = project.run(
                    INSTALL,
                    List.of("npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"));
            return npm.status() == 0 ? project : missing("The packages cannot be installed: " + npm.output());
        } catch (IOException absent) {
            return missing("Node is not here: " + absent.getMessage());
        }
    }

    private static NodeProject missing(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(reason);
        }
        Assumptions.abort(reason);
        throw new IllegalStateException("unreachable");
    }

    /** Runs a script to its end, which has to be a good one, and returns what it printed. */
    public String run(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        try {
            Run run = run(RUN, command);
            assertThat(run.status()).as(script + ":\n" + run.output()).isZero();
            return run.output();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record Run(int status, String output) {}

    private Run run(Duration limit, List<String> command) throws IOException {
        Path output = Files.createTempFile(directory, "run", ".log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end:\n" + Files.readString(output));
            }
            return new Run(process.exitValue(), Files.readString(output));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
