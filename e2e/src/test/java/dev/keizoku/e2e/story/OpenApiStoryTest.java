package dev.keizoku.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.e2e.suite.NodeProject;
import dev.keizoku.e2e.suite.Repository;
import dev.keizoku.e2e.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a running gateway says of its API is fit for the tools people feed it to. */
class OpenApiStoryTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final String OPTIONS =
            "folderStrategy=Tags,parametersResolution=Example,enableOptionalParameters=false";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NodeProject tools = NodeProject.ready();
    private final JsonNode document =
            Suite.running().anonymous().get("/q/openapi").ok();
    private final Path file = tools.directory().resolve("openapi.json");

    @Test
    void itIsLintedWithoutAnError() throws IOException {
        Files.writeString(file, document.toString());
        String rules = Repository.root().resolve("contracts/redocly.yaml").toString();
        assertThat(tools.npx(Map.of("REDOCLY_TELEMETRY", "off"), "redocly", "lint", "--config", rules, file.toString()))
                .contains("Your API description is valid.");
    }

    @Test
    void itConvertsToACollectionOfEveryOperation() throws IOException {
        Files.writeString(file, document.toString());
        Path collection = tools.directory().resolve("keizoku.postman_collection.json");
        tools.npx(Map.of(), "openapi2postmanv2", "-s", file.toString(), "-o", collection.toString(), "-O", OPTIONS);
        assertThat(Files.readString(Repository.root().resolve("clients/README.md")))
                .contains(OPTIONS);
        JsonNode converted = JSON.readTree(collection.toFile());
        assertThat(converted.at("/info/schema").asText()).contains("v2.1.0");
        assertThat(converted.findParents("request")).hasSizeGreaterThanOrEqualTo(operations());
        assertThat(converted.at("/auth/type").asText()).isEqualTo("bearer");
    }

    private int operations() {
        int count = 0;
        for (JsonNode path : document.path("paths")) {
            count += (int) path.properties().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .count();
        }
        return count;
    }
}
