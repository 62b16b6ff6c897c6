package dev.keizoku.gateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.keizoku.kernel.Contract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What a generator, and whoever reads only the public document, needs to find in it. {@code contracts/README.md}. */
class CompleteDocumentTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final Set<String> CONTENTS = Set.of("properties", "additionalProperties", "allOf", "anyOf", "oneOf");

    private final ObjectNode document = MergedContract.of(Contract::load);

    @Test
    void everyOperationHasANameOfItsOwnASummaryAndItsErrors() {
        Set<String> names = new HashSet<>();
        List<String> lacking = new ArrayList<>();
        operations((where, operation) -> {
            if (!names.add(operation.path("operationId").asText())) {
                lacking.add(where + ": its operationId is missing or taken");
            }
            if (operation.path("summary").asText().isBlank()
                    || operation.path("tags").isEmpty()) {
                lacking.add(where + ": no summary, or no tag");
            }
            JsonNode problem = resolved(operation.at("/responses/default"));
            if (!isShown(problem.at("/content/application~1problem+json"))) {
                lacking.add(where + ": no problem document as its default answer");
            }
        });
        assertThat(lacking).isEmpty();
        assertThat(names).hasSizeGreaterThan(170);
    }

    /** An example stands beside the schema of a body or in it. */
    @Test
    void everyRequestAndEverySuccessHasAnExample() {
        List<String> lacking = new ArrayList<>();
        operations((where, operation) -> {
            unshown(resolved(operation.path("requestBody"))).forEach(type -> lacking.add(where + " request " + type));
            operation.path("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .forEach(response -> unshown(resolved(response.getValue()))
                            .forEach(type -> lacking.add(where + " " + response.getKey() + " " + type)));
        });
        assertThat(lacking).isEmpty();
    }

    @Test
    void everyValueOfAnEnumIsDescribedInBothLanguages() {
        List<String> lacking = new ArrayList<>();
        schemas(
                document,
                "",
                (where, schema) -> schema.path("enum").forEach(value -> {
                    JsonNode texts = schema.path("x-enum-texts").path(value.asText());
                    if (!value.isNull()
                            && (texts.path("en").asText().isBlank()
                                    || texts.path("ja").asText().isBlank())) {
                        lacking.add(where + ": x-enum-texts of " + value.asText());
                    }
                }));
        assertThat(lacking).isEmpty();
    }

    /** To a generator an object of nothing is one that has to be empty. */
    @Test
    void everyObjectSaysWhatIsInItOrThatAnythingMayBe() {
        List<String> lacking = new ArrayList<>();
        schemas(document, "", (where, schema) -> {
            if (schema.path("type").asText().equals("object")
                    && CONTENTS.stream().noneMatch(schema::has)) {
                lacking.add(where);
            }
        });
        assertThat(lacking).isEmpty();
    }

    @Test
    void listsWhatValuesMeanWhereReadersAndGeneratorsLook() {
        JsonNode band = document.at("/components/schemas/HealthBand");
        assertThat(band.path("description").asText()).contains("- `green`: Healthy. 健全");
        assertThat(band.path("x-enum-descriptions")).hasSameSizeAs(band.path("enum"));
        JsonNode kinds = document.at("/paths/~1v1~1imports/post/parameters/0/schema/description");
        assertThat(kinds.asText()).contains("- `account`: ", "- `event`: ", "- `touchpoint`: ");
    }

    private List<String> unshown(JsonNode body) {
        return body.path("content").properties().stream()
                .filter(media -> !isShown(media.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isShown(JsonNode media) {
        return media.has("example")
                || media.has("examples")
                || resolved(media.path("schema")).has("example");
    }

    private JsonNode resolved(JsonNode node) {
        return node.get("$ref") instanceof TextNode reference
                ? document.at(reference.textValue().substring(1))
                : node;
    }

    private void operations(BiConsumer<String, JsonNode> check) {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation ->
                                check.accept(operation.getKey() + " " + path.getKey(), operation.getValue())));
    }

    private static void schemas(JsonNode node, String where, BiConsumer<String, JsonNode> check) {
        if (node.path("type").isTextual()) {
            check.accept(where, node);
        }
        node.properties().stream()
                .filter(entry -> !entry.getKey().startsWith("example"))
                .forEach(entry -> schemas(entry.getValue(), where + "/" + entry.getKey(), check));
        for (int index = 0; node.isArray() && index < node.size(); index++) {
            schemas(node.get(index), where + "/" + index, check);
        }
    }
}
