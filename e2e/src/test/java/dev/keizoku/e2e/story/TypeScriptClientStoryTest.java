package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.e2e.suite.NodeProject;
import dev.keizoku.e2e.suite.Page;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The client people copy, made as its page says: types from what the gateway serves, compiled strictly with the code of
 * the page, and run.
 */
class TypeScriptClientStoryTest {

    private static final Path CLIENT = Path.of("clients", "typescript");

    private final Suite suite = Suite.running();

    @Test
    void itsPageAndItsExampleCompileAndDoWhatTheySay() throws IOException {
        NodeProject client = NodeProject.of(CLIENT);
        List<String> blocks = Page.blocks(CLIENT.resolve("README.md").toString(), "ts");
        for (int block = 0; block < blocks.size(); block++) {
            Files.writeString(client.directory().resolve("examples/page-" + block + ".ts"), blocks.get(block));
        }
        Tenant tenant = suite.tenant("typescript", "UTC", "USD");
        Map<String, String> environment = Map.of(
                "KEIZOKU_URL", suite.gateway(),
                "KEIZOKU_API_KEY",
                        tenant.key(
                                "subscriptions:write",
                                "subscriptions:read",
                                "metrics:read",
                                "usage:read",
                                "health:read",
                                "health:write"));
        client.npm(environment, "generate");
        client.npm(environment, "build");
        LocalDate day = LocalDate.ofInstant(suite.now(), ZoneOffset.UTC).minusDays(1);
        assertThat(client.npm(environment, "example", day.toString()).lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("accounts: Globex, Initech, Umbrella"),
                        line -> assertThat(line).isEqualTo("overview: globex true"),
                        line -> assertThat(line).startsWith("score: "),
                        line -> assertThat(line).isEqualTo("problem: 400 invalid_request ?limit"));
        assertThat(client.node(environment, "dist/examples/page-0.js"))
                .isEqualToIgnoringNewLines("typescript counts its days in UTC.");
        assertThat(client.node(environment, "dist/examples/page-1.js").lines()).hasSize(3);
    }
}
