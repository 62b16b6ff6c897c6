package dev.keizoku.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.launcher.home.Home;
import dev.keizoku.launcher.home.Secrets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {
    @TempDir
    private Path directory;

    private Suite suite;
    private Secrets secrets;

    @BeforeEach
    void prepare() {
        Home home = new Home(directory.resolve("var")).prepare();
        suite = new Suite(directory, home, new PortPlan(9000), "0.0.0.0");
        secrets = new Secrets(home.secrets());
    }

    @Test
    void marksACommandBeforeItsFlagsAndEndsWithTheJar() {
        var command = suite.command(Member.USAGE, true);

        assertThat(command.getFirst()).endsWith("/bin/java");
        assertThat(command.subList(1, 3))
                .containsExactly("-Dkeizoku.process=usage", "-Dkeizoku.data=" + directory.resolve("var"));
        assertThat(command).contains("-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-Xmx256m");
        assertThat(command.subList(command.size() - 2, command.size()))
                .containsExactly(
                        "-jar",
                        directory
                                .resolve("services/usage/target/quarkus-app/quarkus-run.jar")
                                .toString());
    }

    @Test
    void opensOnlyTheGatewayToOtherMachines() {
        for (Member member : Member.values()) {
            Map<String, String> environment = suite.environment(member, secrets);

            assertThat(environment)
                    .containsEntry("QUARKUS_HTTP_HOST", member == Member.GATEWAY ? "0.0.0.0" : "127.0.0.1")
                    .containsEntry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
                    .containsEntry("KEIZOKU_DB_HOST", "127.0.0.1:9005")
                    .containsEntry("KEIZOKU_USAGE_URL", "http://127.0.0.1:9002")
                    .containsEntry("KEIZOKU_TOKEN_SECRET", secrets.get("token-secret"));
        }
        assertThat(suite.url()).isEqualTo("http://127.0.0.1:9000");
    }

    @Test
    void givesTheOperatorKeyToTheGatewayAloneAndEachItsOwnPassword() {
        Map<String, String> gateway = suite.environment(Member.GATEWAY, secrets);
        Map<String, String> usage = suite.environment(Member.USAGE, secrets);

        assertThat(gateway).containsEntry("KEIZOKU_OPERATOR_KEY", secrets.get("operator-key"));
        assertThat(usage).doesNotContainKey("KEIZOKU_OPERATOR_KEY");
        assertThat(usage.get("KEIZOKU_DB_PASSWORD")).isNotEqualTo(gateway.get("KEIZOKU_DB_PASSWORD"));
    }

    @Test
    void tellsOtherCommandsWhereItRuns() {
        assertThat(Marker.read(suite.home())).isEmpty();
        var marker = new Marker(9000, "0.0.0.0", true);
        marker.write(suite.home());

        assertThat(Marker.read(suite.home())).contains(marker);
        Marker.clear(suite.home());
        assertThat(Marker.read(suite.home())).isEmpty();
    }
}
