package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.NodeProject;
import dev.keizoku.e2e.suite.Page;
import dev.keizoku.e2e.suite.Suite;
import dev.keizoku.e2e.suite.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever follows a page for callers from its beginning, with nothing but the operator's key, sees what it shows. */
class CallersPagesStoryTest {

    private static final String FRONT_ENDS = "docs/for-front-ends.md";
    private static final Duration WARM = Duration.ofMinutes(2);

    private final Suite suite = Suite.running();

    /** A process that has only just started may need longer for its first answer than an overview waits for it. */
    @BeforeEach
    void everybodyIsWarm() {
        Api admin = suite.tenant("pages", "UTC", "USD").admin();
        admin.put("/v1/accounts/globex", Map.of("name", "Globex")).ok();
        Wait.passes(WARM, () -> {
            JsonNode overview = admin.get("/v1/accounts/globex/overview").ok();
            assertThat(overview.findValuesAsText("reason")).as("%s", overview).allMatch("no_data"::equals);
            return overview;
        });
    }

    @Test
    void aScriptAuthorGetsWhatThePageShows() {
        assertThat(follow("docs/for-scripts.md").steps()).isGreaterThan(8);
    }

    @Test
    void aFrontEndTeamGetsWhatThePageShows() {
        assertThat(follow(FRONT_ENDS).steps()).isGreaterThan(3);
    }

    @Test
    void aCrmGetsWhatThePageShows() {
        Page.require("python3");
        assertThat(follow("docs/crm.md").steps()).isGreaterThan(8);
    }

    @Test
    void aFrontEndTeamGetsTheSameTyped() throws IOException {
        NodeProject client = NodeProject.of(Path.of("clients", "typescript"));
        Map<String, String> environment = Map.of(
                "KEIZOKU_URL",
                suite.gateway(),
                "KEIZOKU_API_KEY",
                follow(FRONT_ENDS).key());
        Files.writeString(
                client.directory().resolve("examples/front-end.ts"),
                Page.blocks(FRONT_ENDS, "ts").getFirst());
        client.npm(environment, "generate");
        client.npm(environment, "build");
        assertThat(client.node(environment, "dist/examples/front-end.js"))
                .isEqualTo(Page.blocks(FRONT_ENDS, "text").getLast());
    }

    private Page.Followed follow(String page) {
        return Page.follow(page, Map.of("KEIZOKU_URL", suite.gateway(), "KEIZOKU_OPERATOR_KEY", suite.operatorKey()));
    }
}
