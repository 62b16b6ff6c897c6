package dev.keizoku.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.demo.http.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The built suite with a PostgreSQL of its own, started by the same launcher, heaps and settings as {@code ./keizoku up},
 * on free ports and in a directory that is thrown away.
 */
final class BenchSuite implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    /** The first stop after a build records class caches. */
    private static final Duration STOP = Duration.ofMinutes(2);

    private static final int PORTS = 6;
    private static final int MANAGEMENT_ABOVE = 1_000;
    private static final List<Integer> PORT_CANDIDATES = List.of(18_180, 21_180, 24_180, 27_180, 30_180);

    private final Path checkout;
    private final Path data;
    private final int port;
    private final Process launcher;
    private final double readySeconds;

    private BenchSuite(Path checkout, Path data, int port, Process launcher, double readySeconds) {
        this.checkout = checkout;
        this.data = data;
        this.port = port;
        this.launcher = launcher;
        this.readySeconds = readySeconds;
    }

    /** Starts on an empty directory. */
    static BenchSuite start(Path checkout) {
        var data = checkout.resolve("bench/target/suite");
        delete(data);
        return start(checkout, data, freePort());
    }

    /** Starts again on the data and ports of a suite that was stopped. */
    static BenchSuite restart(BenchSuite stopped) {
        return start(stopped.checkout, stopped.data, stopped.port);
    }

    private static BenchSuite start(Path checkout, Path data, int port) {
        try {
            Files.createDirectories(data);
            var started = System.nanoTime();
            var launcher = launch(checkout, data, port);
            Runtime.getRuntime().addShutdownHook(new Thread(launcher::destroy));
            awaitReady(data, launcher);
            return new BenchSuite(checkout, data, port, launcher, (System.nanoTime() - started) / 1e9);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the flags that {@code ./keizoku} gives its launcher. */
    private static Process launch(Path checkout, Path data, int port) throws IOException {
        var jar = checkout.resolve("deploy/launcher/target/launcher.jar");
        if (Files.notExists(jar)) {
            throw new BenchFailure(jar + " is not built. ./keizoku bench builds it.");
        }
        var command = List.of(
                java(),
                "-Dkeizoku.process=launcher",
                "-Dkeizoku.data=" + data,
                "-Dkeizoku.checkout=" + checkout,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-Xss512k",
                "-XX:+UseCompactObjectHeaders",
                "-jar",
                jar.toString(),
                "up",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("launcher.out").toFile())
                .start();
    }

    private static void awaitReady(Path data, Process launcher) throws IOException {
        var marker = data.resolve("run/suite.properties");
        var deadline = System.nanoTime() + START.toNanos();
        while (Files.notExists(marker) || !Files.readString(marker).contains("ready=true")) {
            if (!launcher.isAlive() || System.nanoTime() > deadline) {
                throw new BenchFailure(
                        "The suite did not start:%n%s".formatted(Files.readString(data.resolve("launcher.out"))));
            }
            Api.pause(Duration.ofMillis(20));
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** From the start of the launcher to the last service being ready. */
    double readySeconds() {
        return readySeconds;
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    URI url() {
        return URI.create("http://127.0.0.1:%d/".formatted(port));
    }

    /** Where {@code usage} itself answers, behind the gateway. */
    URI usageUrl() {
        return URI.create("http://127.0.0.1:%d/".formatted(port + 2));
    }

    int subscriptionsPort() {
        return port + 1;
    }

    /** What the services sign their tokens with. */
    String tokenSecret() {
        return secret("token-secret");
    }

    String operatorKey() {
        return secret("operator-key");
    }

    /** A new tenant, in UTC and dollars; the answer is the key that may do everything for it. */
    String tenant(String name) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("tenant", name)
                .put("name", name)
                .put("zone", "UTC")
                .put("currency", "USD");
        return Api.at(url(), operatorKey())
                .post("/v1/tenants", body)
                .at("/api_key/key")
                .asText();
    }

    /** A connection to the database of a service, as the superuser; only benches look behind the API. */
    Connection database(String service) {
        var address =
                "jdbc:postgresql://127.0.0.1:%d/%s?reWriteBatchedInserts=true".formatted(port + PORTS - 1, service);
        try {
            return DriverManager.getConnection(address, "postgres", secret("db-postgres"));
        } catch (SQLException e) {
            throw new BenchFailure("No connection to " + address, e);
        }
    }

    /** What each process keeps resident, in MB, by its name; pages that several share are counted once. */
    Map<String, Double> memory() {
        return Memory.of(launcher.toHandle());
    }

    /** The most that a service ever kept resident, in MB. */
    double peakMegabytes(String service) {
        return Memory.peakMegabytes(Memory.find(launcher.toHandle(), service));
    }

    /** The processor time each process has used so far; see {@link Processor}. */
    Map<String, Long> processorTime() {
        return Processor.used(launcher.toHandle());
    }

    /** The heap {@code usage} has in use, in MB, what is to be collected included, as its metrics tell it. */
    double usageHeapMegabytes() throws IOException {
        var metrics = URI.create("http://127.0.0.1:%d/q/metrics".formatted(port + 2 + MANAGEMENT_ABOVE));
        try (var lines = new Scanner(metrics.toURL().openStream(), UTF_8)) {
            return lines.useDelimiter("\n")
                            .tokens()
                            .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                            .sum()
                    / (1 << 20);
        }
    }

    /** The heap a service may grow to, in MB; {@code KEIZOKU_METRICS_HEAP_MB} and the like give it another. */
    long heapMegabytes(String service) {
        return Memory.heapMegabytes(Memory.find(launcher.toHandle(), service));
    }

    /** Stops everything and keeps the data. */
    void stop() {
        launcher.destroy();
        try {
            if (!launcher.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private String secret(String name) {
        try {
            return Files.readString(data.resolve("secrets").resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first of a few well-spread ports whose followers are free as well. */
    private static int freePort() {
        return PORT_CANDIDATES.stream()
                .filter(candidate -> IntStream.range(0, PORTS)
                        .allMatch(i -> isFree(candidate + i) && isFree(candidate + MANAGEMENT_ABOVE + i)))
                .findFirst()
                .orElseThrow(() -> new BenchFailure("No free ports for a suite of its own."));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
