package dev.keizoku.gateway.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.keizoku.gateway.upstream.Upstream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The contracts of the five services as the one contract a caller sees: public operations only, one set of components. */
final class MergedContract {

    private static final String COMPONENTS = "#/components/";
    private static final String IMPORTS = "/v1/imports";
    private static final String KIND = "kind";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final ObjectNode paths = JsonNodeFactory.instance.objectNode();
    private final ObjectNode components = JsonNodeFactory.instance.objectNode();
    private final ArrayNode tags = JsonNodeFactory.instance.arrayNode();
    private final Map<String, String> tagNames = new HashMap<>();

    private MergedContract() {}

    /** Merges what {@code contracts} gives for the name of each service. */
    static ObjectNode of(Function<String, ObjectNode> contracts) {
        MergedContract merged = new MergedContract();
        List<String> services = new ArrayList<>();
        for (Upstream upstream : Upstream.values()) {
            services.add(upstream.contract());
        }
        services.addFirst("gateway");
        services.forEach(service -> merged.add(service, contracts.apply(service).deepCopy()));
        return merged.document();
    }

    private ObjectNode document() {
        document.put("openapi", "3.0.3");
        document.putObject("info")
                .put("title", "Keizoku")
                .put("version", "1")
                .put(
                        "description",
                        "Which customers stay, which are about to leave, which are ready for more, and why. One key"
                                + " opens everything its scopes allow; `x-scope` of an operation names the scope.")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        document.putArray("servers").addObject().put("url", "/");
        describeImports();
        document.set("tags", usedTags());
        ArrayNode security = document.putArray("security");
        List.of("key", "key_header", "key_as_user")
                .forEach(scheme -> security.addObject().putArray(scheme));
        document.set("paths", paths);
        dropUnused();
        ObjectNode schemes = components.withObjectProperty("securitySchemes");
        schemes.putObject("key_header")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-API-Key")
                .put("description", "The same key in a header of its own.");
        schemes.putObject("key_as_user")
                .put("type", "http")
                .put("scheme", "basic")
                .put("description", "The same key as the user name, for tools that know nothing else; no password.");
        document.set("components", components);
        EnumTexts.describe(paths);
        EnumTexts.describe(components);
        return document;
    }

    private void add(String service, ObjectNode contract) {
        keepPublic(contract);
        rename(service, contract);
        contract.path("components").properties().forEach(section -> {
            ObjectNode target = components.withObjectProperty(section.getKey());
            section.getValue().properties().forEach(entry -> target.set(entry.getKey(), entry.getValue()));
        });
        contract.path("tags").forEach(tag -> {
            if (tagNames.putIfAbsent(tag.path("name").asText(), service) == null) {
                tags.add(tag);
            }
        });
        contract.path("paths").properties().forEach(path -> {
            ObjectNode target = paths.withObjectProperty(path.getKey());
            path.getValue().properties().forEach(entry -> addOperation(target, entry.getKey(), entry.getValue()));
        });
    }

    /** Several services take imports; to a caller it is one operation that knows all their kinds. */
    private static void addOperation(ObjectNode path, String method, JsonNode operation) {
        if (path.get(method) instanceof ObjectNode known && operation.has("description")) {
            known.put(
                    "description",
                    known.path("description").asText() + "\n\n"
                            + operation.path("description").asText());
        }
        if (path.get(method) instanceof ObjectNode known && operation.has("x-scope")) {
            known.put(
                    "x-scope",
                    known.path("x-scope").asText() + " or "
                            + operation.path("x-scope").asText());
        }
        if (path.get(method) instanceof ObjectNode known && parameter(known, KIND) instanceof ObjectNode kind) {
            EnumTexts.merge(kind.path("schema"), parameter(operation, KIND).path("schema"));
        }
        if (!path.has(method)) {
            path.set(method, operation);
        }
    }

    private static JsonNode parameter(JsonNode operation, String name) {
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("name").asText().equals(name)) {
                return parameter;
            }
        }
        return MissingNode.getInstance();
    }

    private void describeImports() {
        JsonNode upload = paths.path(IMPORTS).path("post");
        name(upload, "createImport", "Import a file of rows");
        name(paths.path(IMPORTS + "/{import_id}").path("get"), "getImport", "How far an import has come");
        name(
                paths.path(IMPORTS + "/{import_id}/rejections").path("get"),
                "listImportRejections",
                "The rows an import did not take");
        if (parameter(upload, KIND).path("schema") instanceof ObjectNode kind) {
            ArrayNode accepted = kind.put("type", "string").putArray("enum");
            for (Upstream upstream : Upstream.values()) {
                upstream.importKinds().forEach(accepted::add);
            }
        }
    }

    private static void name(JsonNode operation, String id, String summary) {
        if (operation instanceof ObjectNode known) {
            known.put("operationId", id).put("summary", summary);
        }
    }

    /** A tag that only internal operations carry would head an empty list. */
    private ArrayNode usedTags() {
        Set<String> used = new HashSet<>();
        paths.forEach(path -> path.forEach(operation -> operation.path("tags").forEach(tag -> used.add(tag.asText()))));
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        tags.forEach(tag -> {
            if (used.contains(tag.path("name").asText())) {
                shown.add(tag);
            }
        });
        return shown;
    }

    private static void keepPublic(ObjectNode contract) {
        contract.path("paths").properties().stream()
                .map(Map.Entry::getValue)
                .map(ObjectNode.class::cast)
                .forEach(path -> List.copyOf(path.properties()).stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .filter(operation ->
                                operation.getValue().path("x-internal").asBoolean())
                        .forEach(operation -> path.remove(operation.getKey())));
        ObjectNode paths = contract.withObjectProperty("paths");
        List.copyOf(paths.properties()).stream()
                .filter(path -> path.getValue().properties().stream().noneMatch(e -> METHODS.contains(e.getKey())))
                .forEach(path -> paths.remove(path.getKey()));
    }

    /** Two different things of one name get the name of the later one's service in front. */
    private void rename(String service, ObjectNode contract) {
        Map<String, String> renamed = new HashMap<>();
        contract.path("components").properties().forEach(section -> {
            ObjectNode own = (ObjectNode) section.getValue();
            for (Map.Entry<String, JsonNode> entry : List.copyOf(own.properties())) {
                JsonNode other = components.path(section.getKey()).get(entry.getKey());
                if (other != null && !other.equals(entry.getValue())) {
                    String name = Character.toUpperCase(service.charAt(0)) + service.substring(1) + entry.getKey();
                    own.set(name, own.remove(entry.getKey()));
                    renamed.put(reference(section.getKey(), entry.getKey()), reference(section.getKey(), name));
                }
            }
        });
        if (!renamed.isEmpty()) {
            redirect(contract, renamed);
        }
    }

    private static void redirect(JsonNode node, Map<String, String> renamed) {
        if (node instanceof ObjectNode object && object.get("$ref") instanceof TextNode reference) {
            object.put("$ref", renamed.getOrDefault(reference.textValue(), reference.textValue()));
        }
        node.forEach(child -> redirect(child, renamed));
    }

    /** What only internal operations speak of is not shown. */
    private void dropUnused() {
        Set<String> used = new HashSet<>();
        Deque<JsonNode> toVisit = new ArrayDeque<>(List.of(paths));
        while (!toVisit.isEmpty()) {
            JsonNode node = toVisit.pop();
            if (node instanceof ObjectNode object && object.get("$ref") instanceof TextNode reference) {
                String target = reference.textValue();
                if (target.startsWith(COMPONENTS) && used.add(target)) {
                    toVisit.push(components.at(target.substring(COMPONENTS.length() - 1)));
                }
            }
            node.forEach(toVisit::push);
        }
        for (Map.Entry<String, JsonNode> section : List.copyOf(components.properties())) {
            if (!section.getKey().equals("securitySchemes") && section.getValue() instanceof ObjectNode entries) {
                entries.retain(entries.properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(name -> used.contains(reference(section.getKey(), name)))
                        .toList());
                if (entries.isEmpty()) {
                    components.remove(section.getKey());
                }
            }
        }
    }

    private static String reference(String section, String name) {
        return COMPONENTS + section + "/" + name;
    }
}
