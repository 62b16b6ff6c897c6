package dev.keizoku.kernel;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The hand-written OpenAPI contract of a service, made self-contained. */
public final class Contract {

    /** A field told twice is a mistake; the first of the two would be lost without a word. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String COMMON = "common.yaml";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final Pattern EXPRESSION = Pattern.compile("\\{[^}]+}");

    private Contract() {}

    /**
     * The contract of a service with what it shares with the others pulled in.
     *
     * @param service {@code subscriptions}, {@code usage}, {@code metrics}, {@code health} or {@code gateway}
     */
    public static ObjectNode load(String service) {
        ObjectNode contract = read(service + ".yaml");
        ObjectNode components = contract.withObjectProperty("components");
        read(COMMON).path("components").properties().forEach(section -> {
            ObjectNode target = components.withObjectProperty(section.getKey());
            section.getValue().properties().forEach(entry -> {
                if (!target.has(entry.getKey())) {
                    target.set(entry.getKey(), entry.getValue());
                }
            });
        });
        localise(contract);
        return contract;
    }

    /** The methods a contract offers at a request's path, upper case; empty when it knows no such path. */
    public static List<String> methodsAt(String service, String requestPath) {
        List<String> methods = new ArrayList<>();
        load(service).path("paths").properties().forEach(path -> {
            String expression = EXPRESSION.matcher(path.getKey()).replaceAll("[^/]+");
            if (requestPath.matches(expression)) {
                path.getValue().fieldNames().forEachRemaining(name -> {
                    if (METHODS.contains(name)) {
                        methods.add(name.toUpperCase(Locale.ROOT));
                    }
                });
            }
        });
        return methods;
    }

    private static ObjectNode read(String file) {
        try (InputStream in = Contract.class.getResourceAsStream("/contracts/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no contract " + file + ".");
            }
            return (ObjectNode) YAML.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Points references into the shared file at the copy inside this document. */
    private static void localise(JsonNode node) {
        if (node instanceof ObjectNode object && object.get("$ref") instanceof TextNode reference) {
            object.put("$ref", reference.textValue().replace(COMMON + "#", "#"));
        }
        node.forEach(Contract::localise);
    }
}
