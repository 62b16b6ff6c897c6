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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Scripts with the packages they use, copied to {@code target} and installed once from the registry npm is set up for. */
public final class NodeProject {

    private static final Duration INSTALL = Duration.ofMinutes(5);
    private static final Duration RUN = Duration.ofMinutes(2);
    private static final Map<Path, NodeProject> READY = new HashMap<>();

    private final Path directory;

    private NodeProject(Path directory) {
        this.directory = directory;
    }

    /** The scripts of the stories, in {@code src/test/node}. */
    public static NodeProject ready() {
        return of(Path.of("e2e", "src", "test", "node"));
    }

    /**
     * A project of this repository; without Node or the packages a story is skipped by name, except in CI, where it fails.
     *
     * @param sources where it is, from the root
     */
    public static synchronized NodeProject of(Path sources) {
        return READY.computeIfAbsent(sources, NodeProject::installed);
    }

    private static NodeProject installed(Path sources) {
        NodeProject project = new NodeProject(
                Repository.root().resolve(Path.of("e2e", "target")).resolve(sources.getFileName()));
        try {
            copy(Repository.root().resolve(sources), project.directory);
            Run node = project.run(Duration.ofSeconds(30), Map.of(), List.of("node", "--version"));
            if (node.status() != 0) {
                return missing("Node does not run: " + node.output());
            }
            // Without a lock file: one would name the registry of whoever made it.
            Run npm = project.run(
                    INSTALL,
                    Map.of(),
                    List.of("npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"));
            return npm.status() == 0 ? project : missing("The packages cannot be installed: " + npm.output());
        } catch (IOException absent) {
            return missing("Node is not here: " + absent.getMessage());
        }
    }

    private static void copy(Path sources, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path source : files.filter(Files::isRegularFile).toList()) {
                Path copied = target.resolve(sources.relativize(source));
                if (!copied.startsWith(target.resolve("node_modules"))) {
                    Files.createDirectories(copied.getParent());
                    Files.copy(source, copied, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static NodeProject missing(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(reason);
        }
        Assumptions.abort(reason);
        throw new IllegalStateException("unreachable");
    }

    /** Where it is, for those that add a file or read one. */
    public Path directory() {
        return directory;
    }

    /** Runs a script to its end, which has to be a good one, and returns what it printed. */
    public String run(String script, String... arguments) {
        return node(Map.of(), script, arguments);
    }

    /** The same with settings in its environment. */
    public String node(Map<String, String> environment, String script, String... arguments) {
        return finished(environment, "node", script, arguments);
    }

    /** Runs one of the project's npm scripts, just so. */
    public String npm(Map<String, String> environment, String script, String... arguments) {
        String[] rest = Stream.concat(Stream.of("--silent", script, "--"), Stream.of(arguments))
                .toArray(String[]::new);
        return finished(environment, "npm", "run", rest);
    }

    /** Runs a command that one of its packages brings, just so. */
    public String npx(Map<String, String> environment, String command, String... arguments) {
        return finished(environment, "npx", command, arguments);
    }

    private String finished(Map<String, String> environment, String program, String first, String... rest) {
        List<String> command = new ArrayList<>(List.of(program, first));
        command.addAll(List.of(rest));
        try {
            Run run = run(RUN, environment, command);
            assertThat(run.status()).as(command + ":\n" + run.output()).isZero();
            return run.output();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record Run(int status, String output) {}

    private Run run(Duration limit, Map<String, String> environment, List<String> command) throws IOException {
        Path output = Files.createTempFile(directory, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.directory(directory.toFile())
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
