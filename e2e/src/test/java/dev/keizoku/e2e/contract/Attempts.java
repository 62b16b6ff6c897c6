package dev.keizoku.e2e.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.e2e.contract.Operation.Parameter;
import dev.keizoku.e2e.suite.Api;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What is tried of an operation: the contract's own examples, then each thing that can be wrong by itself. */
final class Attempts {

    private static final byte[] NOTHING = {};
    private static final int MOST_MUTATIONS = 90;

    private final PublicContract contract;
    private final Random random;
    private final List<Attempt> attempts = new ArrayList<>();
    private Map<String, String> ids = Map.of();

    Attempts(PublicContract contract, Random random) {
        this.contract = contract;
        this.random = random;
    }

    /** The first example of the contract. */
    Attempt example(Operation operation) {
        return new Attempt(
                operation, "as the contract shows it", target(operation, Map.of()), typed(operation), body(operation));
    }

    /** The same of something else, by the names of what is in the path or asked for in the query. */
    Attempt exampleOf(Operation operation, Map<String, String> ids) {
        return new Attempt(operation, "of " + ids, target(operation, ids), typed(operation), body(operation));
    }

    /**
     * Of an operation whose answer never ends nothing is: whatever it took would be waited for for ever.
     *
     * @param of what stands in its path where nothing is wrong with that
     */
    List<Attempt> of(Operation operation, Map<String, String> of) {
        attempts.clear();
        ids = of;
        if (operation.streams()) {
            return List.of();
        }
        examples(operation);
        parameters(operation);
        operation.bodies().forEach((type, media) -> bodies(operation, type, media));
        return List.copyOf(attempts);
    }

    private void examples(Operation operation) {
        if (operation.bodies().isEmpty()) {
            add(operation, "as the contract shows it", target(operation, ids), Map.of(), NOTHING);
        }
        operation
                .bodies()
                .forEach((type, media) -> contract.examples(media)
                        .forEach(example -> add(
                                operation,
                                "as the contract shows it",
                                target(operation, ids),
                                Map.of("Content-Type", type),
                                written(example))));
    }

    private void parameters(Operation operation) {
        for (Parameter parameter : operation.parameters()) {
            for (String value : Malformed.parameters()) {
                if (parameter.in().equals("header")) {
                    String printable = value.replaceAll("[^ -~]", "?");
                    add(
                            operation,
                            parameter.name(),
                            target(operation, ids),
                            Map.of(parameter.name(), printable),
                            body(operation));
                } else if (!value.isEmpty() || !parameter.in().equals("path")) {
                    add(
                            operation,
                            parameter.name() + "=" + value,
                            target(operation, with(parameter.name(), value)),
                            typed(operation),
                            body(operation));
                }
            }
        }
        String target = target(operation, ids);
        add(
                operation,
                "an unknown parameter",
                target + (target.contains("?") ? "&" : "?") + "surely_unknown=1",
                typed(operation),
                body(operation));
        add(operation, "Accept", target, Map.of("Accept", "application/x-nonsense"), body(operation));
    }

    private void bodies(Operation operation, String type, JsonNode media) {
        String target = target(operation, ids);
        Malformed.bodies().forEach(body -> add(operation, "body", target, Map.of("Content-Type", type), body));
        byte[] example = written(contract.examples(media).getFirst());
        add(operation, "no type", target, Map.of(), example);
        add(operation, "another type", target, Map.of("Content-Type", "text/x-nonsense"), example);
        Malformed.encodings(example)
                .forEach((encoding, body) -> add(
                        operation,
                        "encoding " + encoding,
                        target,
                        Map.of("Content-Type", type, "Content-Encoding", encoding),
                        body));
        for (JsonNode shown : contract.examples(media)) {
            List<String> mutations = new ArrayList<>(Malformed.mutations(shown));
            Collections.shuffle(mutations, random);
            mutations.stream()
                    .limit(MOST_MUTATIONS)
                    .forEach(body ->
                            add(operation, "value", target, Map.of("Content-Type", type), body.getBytes(UTF_8)));
        }
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> changed = new HashMap<>(ids);
        changed.put(name, value);
        return changed;
    }

    private Map<String, String> typed(Operation operation) {
        return operation.bodies().keySet().stream()
                .findFirst()
                .map(type -> Map.of("Content-Type", type))
                .orElse(Map.of());
    }

    private byte[] body(Operation operation) {
        return operation.bodies().values().stream()
                .findFirst()
                .map(media -> written(contract.examples(media).getFirst()))
                .orElse(NOTHING);
    }

    private static byte[] written(JsonNode example) {
        return (example.isTextual() ? example.asText() : example.toString()).getBytes(UTF_8);
    }

    /** Path and query with the contract's examples, but for what is changed. */
    private static String target(Operation operation, Map<String, String> changed) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            String value = changed.getOrDefault(parameter.name(), parameter.exampleText());
            if (parameter.in().equals("path")) {
                path = path.replace("{" + parameter.name() + "}", Api.encoded(value));
            } else if (parameter.in().equals("query")
                    && (parameter.required() || changed.containsKey(parameter.name()))) {
                query.add(Api.encoded(parameter.name()) + "=" + Api.encoded(value));
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private void add(Operation operation, String told, String target, Map<String, String> headers, byte[] body) {
        attempts.add(new Attempt(operation, told, target, new HashMap<>(headers), body));
    }
}
