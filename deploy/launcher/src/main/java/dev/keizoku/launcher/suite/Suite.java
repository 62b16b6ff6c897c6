package dev.keizoku.launcher.suite;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.home.Pids;
import dev.keizoku.launcher.home.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a suite is kept and listens; from this follows each service's command line and environment. */
public record Suite(Path checkout, Home home, PortPlan ports, String host) {
    public static final String LOOPBACK = "127.0.0.1";
    public static final String TOKEN_SECRET = "token-secret";
    public static final String OPERATOR_KEY = "operator-key";

    public Path application(Member member) {
        return checkout.resolve("services")
                .resolve(member.id())
                .resolve("target")
                .resolve("quarkus-app");
    }

    AotCache cache(Member member) {
        return new AotCache(application(member));
    }

    public Path jar(Member member) {
        return application(member).resolve("quarkus-run.jar");
    }

    /** Where a browser or a script on this machine reaches the gateway. */
    public String url() {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        return "http://" + (everywhere ? LOOPBACK : host) + ":" + ports.gateway();
    }

    /** The command that runs {@code member}: the markers its pid file is checked against, then flags, then the jar. */
    public List<String> command(Member member, boolean mayRecord) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(Pids.nameMarker(member.id()));
        command.add(Pids.dataMarker(home));
        command.addAll(flags(member));
        command.addAll(cache(member).flags(mayRecord));
        command.add("-jar");
        command.add(jar(member).toString());
        return List.copyOf(command);
    }

    static List<String> flags(Member member) {
        return List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xms16m",
                "-Xmx" + member.heapMegabytes(System.getenv(member.heapVariable())) + "m",
                "-XX:MinHeapFreeRatio=15",
                "-XX:MaxHeapFreeRatio=35",
                "-XX:ReservedCodeCacheSize=64m",
                "-Xss512k",
                // Neither the recording nor an outdated cache is worth a line in the log.
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }

    /** The run-time configuration of {@code member}, as docs/operations.md lists it. */
    public Map<String, String> environment(Member member, Secrets secrets) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("QUARKUS_HTTP_HOST", member == Member.GATEWAY ? host : LOOPBACK);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.http(member)));
        environment.put("QUARKUS_MANAGEMENT_HOST", LOOPBACK);
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management(member)));
        environment.put("KEIZOKU_TOKEN_SECRET", secrets.get(TOKEN_SECRET));
        environment.put("KEIZOKU_DB_HOST", LOOPBACK + ":" + ports.postgres());
        environment.put("KEIZOKU_DB_NAME", member.id());
        environment.put("KEIZOKU_DB_USER", member.id());
        environment.put("KEIZOKU_DB_PASSWORD", secrets.get(databaseSecret(member)));
        for (Member other : Member.values()) {
            if (other != Member.GATEWAY) {
                environment.put("KEIZOKU_" + other.name() + "_URL", "http://" + LOOPBACK + ":" + ports.http(other));
            }
        }
        if (member == Member.GATEWAY) {
            environment.put("KEIZOKU_OPERATOR_KEY", secrets.get(OPERATOR_KEY));
        }
        environment.put("MALLOC_ARENA_MAX", "2");
        return environment;
    }

    public static String databaseSecret(Member member) {
        return "db-" + member.id();
    }
}
