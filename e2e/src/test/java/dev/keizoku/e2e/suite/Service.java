package dev.keizoku.e2e.suite;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One built service as a process. */
final class Service {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration REFUSAL = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int TAIL = 40;
    private static final int OK = 200;

    private final Member member;
    private final int port;
    private final int managementPort;
    private final Map<String, String> environment;
    private final HttpClient client;
    private final Path log;
    private Process process;
    private long logged;

    Service(Member member, int port, int managementPort, Map<String, String> environment, HttpClient client) {
        this.member = member;
        this.port = port;
        this.managementPort = managementPort;
        this.environment = environment;
        this.client = client;
        this.log = logs().resolve(member.id() + ".log");
    }

    static Path logs() {
        return Repository.root().resolve(Path.of("e2e", "target", "e2e-logs"));
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    /** Begins to start; {@link #awaitReady()} waits for the end of it. */
    void launch() {
        if (Files.notExists(member.jar())) {
            throw new AssertionError(member.jar() + " is missing: build it with mvn package.");
        }
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + member.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                // Nobody's zone, so that a day taken from the machine and not from the tenant shows.
                "-Duser.timezone=Pacific/Kiritimati",
                "-jar",
                member.jar().toString()));
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        try {
            Files.createDirectories(log.getParent());
            logged = Files.exists(log) ? Files.size(log) : 0;
            builder.redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until the process that was started, and no other, says that it is ready. */
    void awaitReady() {
        Wait.passes(START, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(member.id() + " ended with " + process.exitValue() + ":\n" + tail());
            }
            if (!isReady() || !Ports.belongsTo(port, process.pid())) {
                throw new AssertionError(member.id() + " is not ready:\n" + tail());
            }
            return true;
        });
    }

    /** Waits for the end of a process that refuses to run, and returns what it said. */
    String awaitRefusal() {
        try {
            if (!process.waitFor(REFUSAL.toSeconds(), TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError(member.id() + " runs:\n" + tail());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return tail();
    }

    boolean isReady() {
        return health("ready") == OK;
    }

    /** The status of a check; 0 when there is no answer soon. */
    int health(String check) {
        try {
            HttpRequest probe = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + managementPort + "/q/health/" + check))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Whether the process that was started last has logged a text. */
    boolean hasSaid(String text) {
        try (InputStream said = Files.newInputStream(log)) {
            said.skipNBytes(logged);
            return new String(said.readAllBytes(), StandardCharsets.UTF_8).contains(text);
        } catch (IOException nothingYet) {
            return false;
        }
    }

    /** What the process says of itself; empty when it does not say so soon. */
    String metrics() {
        try {
            HttpRequest question = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + managementPort + "/q/metrics"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return client.send(question, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException busy) {
            return "";
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    long pid() {
        return process.pid();
    }

    /** Sets the clock of the process; it is real time again after a restart. */
    void moveClock(Instant now) {
        try {
            HttpRequest move = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/clock"))
                    .timeout(Duration.ofSeconds(5))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"now\":\"" + now + "\"}"))
                    .build();
            int status =
                    client.send(move, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 204) {
                throw new AssertionError("the clock of " + member.id() + " answers " + status);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() {
        end(process.destroyForcibly());
    }

    /** Asks it to end; {@link #awaitEnd()} waits for it. */
    void leave() {
        process.destroy();
    }

    void awaitEnd() {
        end(process);
    }

    private void end(Process ending) {
        try {
            if (!ending.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                ending.destroyForcibly();
                throw new AssertionError(member.id() + " does not stop");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        } catch (IOException unreadable) {
            return "(no log)";
        }
    }
}
