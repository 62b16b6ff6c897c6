package dev.keizoku.gateway.route;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.limit.LimitClass;
import dev.keizoku.gateway.upstream.Upstream;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every public operation by method and path, read from the contracts. What is not in here is not reachable. */
final class RouteTable {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final Node root = new Node();
    private final List<Route> routes = new ArrayList<>();

    /** What a path leads to. */
    sealed interface Match {

        record Found(Route route) implements Match {}

        /** The path exists, the method does not. */
        record OtherMethods(String allowed) implements Match {}

        record Nothing() implements Match {}
    }

    private static final class Node {
        private final Map<String, Node> literal = new HashMap<>();
        private @Nullable Node parameter;
        private final Map<String, Route> byMethod = new TreeMap<>();
    }

    /** Reads the contracts of the gateway and of every service. */
    static RouteTable of(Function<String, ? extends JsonNode> contracts) {
        RouteTable table = new RouteTable();
        table.addAll(
                contracts.apply("gateway"),
                operation -> new Route.Target.Here(
                        "operator".equals(operation.path("x-scope").textValue())));
        for (Upstream upstream : Upstream.values()) {
            table.addAll(contracts.apply(upstream.contract()), operation -> new Route.Target.Behind(upstream));
        }
        return table;
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }

    private void addAll(JsonNode contract, Function<JsonNode, Route.Target> targets) {
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .filter(operation ->
                                !operation.getValue().path("x-internal").asBoolean())
                        .forEach(operation -> add(new Route(
                                HttpMethod.valueOf(operation.getKey().toUpperCase(Locale.ROOT)),
                                path.getKey(),
                                isImports(path.getKey())
                                        ? new Route.Target.Imports()
                                        : targets.apply(operation.getValue()),
                                access(operation.getValue()),
                                LimitClass.of(
                                        HttpMethod.valueOf(operation.getKey().toUpperCase(Locale.ROOT)),
                                        operation.getValue().path("x-scope").textValue(),
                                        operation.getValue().path("x-limit").textValue()),
                                reach(operation.getValue())))));
    }

    private static Route.Access access(JsonNode operation) {
        return new Route.Access(
                operation.path("x-scope").textValue(),
                operation.path("x-public").asBoolean(),
                operation.path("x-key-in-body").asBoolean(),
                operation.path("x-publishable").asBoolean(),
                operation.path("x-browser").asBoolean());
    }

    private static Route.Reach reach(JsonNode operation) {
        return new Route.Reach(
                operation.path("x-owner-filter").textValue(),
                operation.path("x-other-accounts").asBoolean(),
                accountIn(operation.path("x-account-in")));
    }

    private static Route.@Nullable AccountIn accountIn(JsonNode told) {
        if (told.isMissingNode()) {
            return null;
        }
        return told.has("body")
                ? new Route.AccountIn.Body(JsonPointer.compile(told.path("body").textValue()))
                : new Route.AccountIn.Answer(
                        told.path("read").textValue(),
                        JsonPointer.compile(told.path("at").textValue()),
                        told.path("what").textValue());
    }

    private static boolean isImports(String template) {
        return template.equals("/v1/imports") || template.startsWith("/v1/imports/");
    }

    private void add(Route route) {
        Node node = root;
        for (String segment : segments(route.template())) {
            if (segment.startsWith("{")) {
                Node parameter = node.parameter == null ? new Node() : node.parameter;
                node.parameter = parameter;
                node = parameter;
            } else {
                node = node.literal.computeIfAbsent(segment, key -> new Node());
            }
        }
        Route other = node.byMethod.putIfAbsent(route.method().name(), route);
        if (other == null) {
            routes.add(route);
        } else if (!(other.target() instanceof Route.Target.Imports)) {
            throw new IllegalStateException(
                    "Two contracts offer " + route.method() + " " + route.template() + " to the public.");
        }
    }

    /** Finds the operation of a path as it was sent, percent-encoding and all. */
    Match find(HttpMethod method, String path) {
        return find(method.name(), path);
    }

    /** The same for a method that somebody only speaks of, which may be none. */
    Match find(String method, String path) {
        Node node = find(root, segments(path), 0);
        if (node == null) {
            return new Match.Nothing();
        }
        Route route = node.byMethod.get(method);
        return route == null
                ? new Match.OtherMethods(String.join(", ", node.byMethod.keySet()))
                : new Match.Found(route);
    }

    /** A literal segment wins over a parameter, unless it leads nowhere. */
    private static @Nullable Node find(Node node, String[] segments, int at) {
        if (at == segments.length) {
            return node.byMethod.isEmpty() ? null : node;
        }
        String segment = segments[at];
        Node literal = node.literal.get(segment);
        Node found = literal == null ? null : find(literal, segments, at + 1);
        if (found == null && node.parameter != null && !segment.isEmpty()) {
            found = find(node.parameter, segments, at + 1);
        }
        return found;
    }

    private static String[] segments(String path) {
        return path.substring(1).split("/", -1);
    }
}
