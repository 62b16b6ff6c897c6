package dev.keizoku.e2e.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;

/** A real identity provider, started from the distribution that {@code KEIZOKU_KEYCLOAK} names, with one realm. */
public final class Keycloak implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String PASSWORD = "only-for-this-story";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final Process process;

    private Keycloak(String base, Process process) {
        this.base = base;
        this.process = process;
    }

    /** Started; without a distribution the story is skipped by name. */
    public static Keycloak started() {
        String zip = System.getenv("KEIZOKU_KEYCLOAK");
        Assumptions.assumeTrue(zip != null, "KEIZOKU_KEYCLOAK names no org.keycloak:keycloak-quarkus-dist zip");
        try {
            Path home = Files.createTempDirectory(
                    Files.createDirectories(Repository.root().resolve(Path.of("e2e", "target"))), "keycloak");
            unpack(Path.of(zip), home);
            Path realms = Files.createDirectories(home.resolve(Path.of("data", "import")));
            Files.copy(
                    Repository.root().resolve(Path.of("e2e", "src", "test", "keycloak", "staff.json")),
                    realms.resolve("staff.json"));
            int port = Ports.free(1).getFirst();
            ProcessBuilder builder = new ProcessBuilder(
                            "bash",
                            home.resolve(Path.of("bin", "kc.sh")).toString(),
                            "start-dev",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port,
                            "--import-realm")
                    .redirectErrorStream(true)
                    .redirectOutput(new File(home.toFile(), "keycloak.log"));
            builder.environment()
                    .putAll(Map.of(
                            "JAVA_HOME",
                            System.getProperty("java.home"),
                            "JAVA_OPTS_KC_HEAP",
                            "-Xmx512m",
                            "KC_BOOTSTRAP_ADMIN_USERNAME",
                            "admin",
                            "KC_BOOTSTRAP_ADMIN_PASSWORD",
                            PASSWORD));
            Keycloak keycloak = new Keycloak("http://127.0.0.1:" + port, builder.start());
            Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close, "keycloak-end"));
            Wait.passes(START, () -> keycloak.send(keycloak.at("/realms/staff").GET()));
            return keycloak;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String issuer() {
        return base + "/realms/staff";
    }

    /** A token of somebody in the realm. */
    public String token(String user) {
        return token("staff", "story", user, user);
    }

    /** Makes another key that is signed with from now on. */
    public void rotateKeys() {
        send(at("/admin/realms/staff/components")
                .header("Authorization", "Bearer " + token("master", "admin-cli", "admin", PASSWORD))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"name": "new", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
                         "parentId": "staff", "config": {"priority": ["500"]}}
                        """)));
    }

    private String token(String realm, String application, String user, String password) {
        Map<String, String> form =
                Map.of("grant_type", "password", "client_id", application, "username", user, "password", password);
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String answer = send(at("/realms/" + realm + "/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
        try {
            JsonNode token = Answer.JSON.readTree(answer);
            return token.path("access_token").asText();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER);
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError("Keycloak answers " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** The one directory of the archive becomes the home. */
    private static void unpack(Path zip, Path home) throws IOException {
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : archive.stream().map(ZipEntry.class::cast).toList()) {
                Path target = home.resolve(
                                entry.getName().substring(entry.getName().indexOf('/') + 1))
                        .normalize();
                if (!target.startsWith(home)) {
                    throw new IOException("outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(archive.getInputStream(entry), target);
                }
            }
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
