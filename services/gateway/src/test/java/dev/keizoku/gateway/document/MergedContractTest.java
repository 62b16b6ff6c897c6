package dev.keizoku.gateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MergedContractTest {

    private static final List<String> SERVICES = List.of("gateway", "subscriptions", "usage", "metrics", "health");
    private static final Set<String> SHARED_PREFIXES = Set.of("/v1/imports");

    @Test
    void leavesOutWhatIsInternal() {
        ObjectNode merged = MergedContract.of(name -> parse(name.equals("usage") ? """
                        {"paths": {"/v1/a": {"get": {"x-internal": true, "x": {"$ref": "#/components/schemas/Hidden"}}},
                                   "/v1/b": {"get": {"x": {"$ref": "#/components/schemas/Shown"}}}},
                         "components": {"schemas": {"Hidden": {}, "Shown": {"$ref": "#/components/schemas/Deep"},
                                                    "Deep": {"type": "string"}}}}
                        """ : "{}"));
        assertThat(merged.path("paths").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("/v1/b");
        assertThat(merged.path("components").path("schemas").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("Shown", "Deep");
    }

    @Test
    void tellsTwoThingsOfOneNameApart() {
        ObjectNode merged = MergedContract.of(name ->
                parse("""
                {"paths": {"/v1/%s": {"get": {"x": {"$ref": "#/components/schemas/Thing"}}}},
                 "components": {"schemas": {"Thing": {"title": "%s"}}}}
                """.formatted(name, Set.of("gateway", "usage").contains(name) ? "same" : name)));
        assertThat(merged.path("components").path("schemas").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("Thing", "SubscriptionsThing", "MetricsThing", "HealthThing");
        assertThat(merged.at("/paths/~1v1~1metrics/get/x/$ref").asText())
                .isEqualTo("#/components/schemas/MetricsThing");
        assertThat(merged.at("/paths/~1v1~1usage/get/x/$ref").asText()).isEqualTo("#/components/schemas/Thing");
    }

    @Test
    void offersTheImportsOfEveryService() {
        ObjectNode merged = MergedContract.of(Contract::load);
        assertThat(merged.at("/paths/~1v1~1imports/post/operationId").asText()).isEqualTo("createImport");
        assertThat(merged.at("/paths/~1v1~1imports/post/parameters/0/schema/enum"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "account",
                        "plan",
                        "subscription_change",
                        "subscription_period",
                        "renewal",
                        "fx_rate",
                        "fx_rate_ecb",
                        "contact",
                        "payment",
                        "stripe_object",
                        "stripe_customer",
                        "stripe_product",
                        "stripe_price",
                        "stripe_subscription",
                        "stripe_subscription_item",
                        "stripe_coupon",
                        "stripe_discount",
                        "event",
                        "touchpoint");
        assertThat(merged.at("/paths/~1v1~1imports/post/description").asText())
                .contains("`subscription_period`", "`event`", "touchpoint");
        assertThat(merged.at("/paths/~1v1~1imports/post/x-scope").asText())
                .isEqualTo("subscriptions:write or usage:write or health:write");
    }

    @Test
    void findsNoNameTwiceInTheRealContracts() {
        Map<String, JsonNode> seen = new TreeMap<>();
        Set<String> clashes = new HashSet<>();
        Set<String> operations = new HashSet<>();
        for (String service : SERVICES) {
            ObjectNode contract = Contract.load(service);
            contract.path("components")
                    .properties()
                    .forEach(section -> section.getValue().properties().forEach(entry -> {
                        String name = section.getKey() + "/" + entry.getKey();
                        JsonNode other = seen.putIfAbsent(name, entry.getValue());
                        if (other != null && !other.equals(entry.getValue())) {
                            clashes.add(service + ": " + name);
                        }
                    }));
            contract.path("paths").properties().stream()
                    .filter(path -> SHARED_PREFIXES.stream().noneMatch(path.getKey()::startsWith))
                    .forEach(path -> path.getValue().properties().stream()
                            .filter(operation ->
                                    !operation.getValue().path("x-internal").asBoolean())
                            .map(operation ->
                                    operation.getValue().path("operationId").asText(""))
                            .filter(id -> !id.isEmpty() && !operations.add(id))
                            .forEach(id -> clashes.add(service + ": operation " + id)));
        }
        assertThat(clashes).isEmpty();
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
