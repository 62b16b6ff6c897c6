package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.Page;
import dev.keizoku.e2e.suite.Repository;
import dev.keizoku.e2e.suite.Shell;
import dev.keizoku.e2e.suite.Shell.Typed;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client is what its page says, typed as it stands there: generated, built, and good for a call. */
class JavaClientStoryTest {

    private static final String README = "clients/java/README.md";
    private static final String SHOWN = "http://127.0.0.1:8080";
    private static final Duration BUILD = Duration.ofMinutes(10);

    private final Suite suite = Suite.running();

    @TempDir
    private Path parent;

    @Test
    void itsPageIsTypedAndReadsAnAccount() throws IOException {
        Page.require("mvn");
        Tenant tenant = suite.tenant("java", "UTC", "USD");
        tenant.admin().put("/v1/accounts/globex", Map.of("name", "Globex")).ok();
        Path clone = Files.createDirectory(parent.resolve("keizoku"));
        Path app = Files.createDirectory(parent.resolve("my-app"));
        Files.createSymbolicLink(clone.resolve("clients"), Repository.root().resolve("clients"));
        Map<String, String> environment = Map.of(
                "KEIZOKU_URL",
                suite.gateway(),
                "KEIZOKU_API_KEY",
                tenant.key("subscriptions:read"),
                // Half as long as with the second compiler.
                "MAVEN_OPTS",
                "-XX:TieredStopAtLevel=1");
        List<String> blocks = Page.blocks(README, "sh");

        built(new Shell(clone, environment), blocks.getFirst().replace(SHOWN, suite.gateway()));

        Path client = app.resolve("keizoku-client");
        Files.writeString(
                client.resolve("FirstCall.java"), Page.blocks(README, "java").getFirst());
        String said =
                new Shell(client, environment).type(BUILD, maven(blocks.get(1))).ok();
        assertThat(said).contains("globex is Globex");
    }

    /** From what Maven has here already, else from its registry; without either the story is skipped, except in CI. */
    private static void built(Shell shell, String lines) {
        Typed typed = shell.type(BUILD, maven(lines));
        if (typed.status() == 0) {
            return;
        }
        boolean absent = typed.output().contains("Could not transfer artifact")
                || typed.output().contains("Could not find artifact")
                || typed.output().contains("could not be resolved");
        if (absent && !"true".equals(System.getenv("CI"))) {
            Assumptions.abort("Maven has no openapi-generator here, and no registry: " + typed.output());
        }
        typed.ok();
    }

    /** Maven as it is typed, less talkative and without a colour. */
    private static String maven(String lines) {
        return lines.replace("mvn ", "mvn -B -ntp -q ");
    }
}
