package dev.keizoku.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.e2e.contract.Operation.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The merged contract as the gateway serves it. */
final class PublicContract {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final int DEPTH = 8;

    private final JsonNode document;

    PublicContract(JsonNode document) {
        this.document = document;
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> operations.add(
                                operation(entry.getKey(), path.getKey(), path.getValue(), entry.getValue()))));
        return operations;
    }

    /** Those that services have for each other, in the document of one of them. */
    List<Operation> inside() {
        return operations().stream()
                .filter(operation -> document.path("paths")
                        .path(operation.path())
                        .path(operation.method().toLowerCase(Locale.ROOT))
                        .path("x-internal")
                        .asBoolean())
                .toList();
    }

    /** Those that ask who comes. */
    List<Operation> guarded() {
        return operations().stream().filter(operation -> !operation.isPublic()).toList();
    }

    /** Every scope that a key of a tenant can have to open something. */
    Set<String> scopes() {
        Set<String> scopes = new TreeSet<>();
        guarded().forEach(operation -> scopes.addAll(operation.scopes()));
        scopes.removeAll(Set.of(Operation.ANY, "operator"));
        return scopes;
    }

    /** What a role of a person stands for. */
    record RoleRule(Set<String> scopes, boolean ownAccountsOnly) {}

    Map<String, RoleRule> roles() {
        Map<String, RoleRule> roles = new LinkedHashMap<>();
        document.at("/components/schemas/Role/x-roles").properties().forEach(role -> {
            Set<String> scopes = new TreeSet<>();
            role.getValue().path("scopes").forEach(scope -> scopes.add(scope.asText()));
            roles.put(
                    role.getKey(),
                    new RoleRule(
                            scopes, role.getValue().path("accounts").asText().equals("own")));
        });
        return roles;
    }

    private Operation operation(String method, String path, JsonNode shared, JsonNode operation) {
        Map<String, JsonNode> bodies = new LinkedHashMap<>();
        resolved(operation.path("requestBody"))
                .path("content")
                .properties()
                .forEach(media -> bodies.put(media.getKey(), media.getValue()));
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode list : List.of(shared.path("parameters"), operation.path("parameters"))) {
            list.forEach(one -> parameters.add(parameter(resolved(one))));
        }
        boolean streams = operation.at("/responses/200/content").has("text/event-stream");
        String scope = operation.path("x-scope").asText();
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                new Operation.Opening(
                        scope.isEmpty() ? List.of() : List.of(scope.split(" or ")),
                        operation.path("x-public").asBoolean(),
                        operation.path("x-publishable").asBoolean(),
                        operation.path("x-browser").asBoolean()),
                parameters,
                bodies,
                streams);
    }

    private Parameter parameter(JsonNode parameter) {
        return new Parameter(
                parameter.path("name").asText(),
                parameter.path("in").asText(),
                parameter.path("required").asBoolean(),
                parameter.has("example") ? parameter.get("example") : sample(parameter.path("schema"), DEPTH));
    }

    /** The examples of a body, or one made of its schema when the contract gives none. */
    List<JsonNode> examples(JsonNode media) {
        if (media.has("example")) {
            return List.of(media.get("example"));
        }
        List<JsonNode> examples = new ArrayList<>();
        media.path("examples").forEach(example -> examples.add(resolved(example).path("value")));
        return examples.isEmpty() ? List.of(sample(media.path("schema"), DEPTH)) : examples;
    }

    private JsonNode sample(JsonNode reference, int depth) {
        JsonNode schema = resolved(reference);
        for (String given : List.of("example", "default")) {
            if (schema.has(given)) {
                return schema.get(given);
            }
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(0);
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.has(choice) && !schema.has("properties")) {
                return sample(schema.path(choice).get(0), depth - 1);
            }
        }
        if (depth == 0) {
            return JsonNodeFactory.instance.nullNode();
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema, depth);
            case "array" -> JsonNodeFactory.instance.arrayNode().add(sample(schema.path("items"), depth - 1));
            case "integer" ->
                JsonNodeFactory.instance.numberNode(
                        Math.max(1, schema.path("minimum").asInt()));
            case "number" -> JsonNodeFactory.instance.numberNode(0.5);
            case "boolean" -> JsonNodeFactory.instance.booleanNode(true);
            default ->
                JsonNodeFactory.instance.textNode(text(schema.path("format").asText()));
        };
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("properties")
                .properties()
                .forEach(property -> object.set(property.getKey(), sample(property.getValue(), depth - 1)));
        return object;
    }

    private static String text(String format) {
        return switch (format) {
            case "date" -> "2026-03-01";
            case "date-time" -> "2026-03-01T00:00:00Z";
            default -> "x";
        };
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode here = node;
        while (here.has("$ref")) {
            here = document.at(here.get("$ref").asText().substring(1));
        }
        return here;
    }
}
