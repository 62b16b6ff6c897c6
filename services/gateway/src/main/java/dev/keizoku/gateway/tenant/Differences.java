package dev.keizoku.gateway.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.kernel.TenantRecord;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a change of a tenant's record changed: each field by its name, a policy by {@code policies.<name>}. */
@Singleton
final class Differences {

    private final ObjectMapper mapper;

    Differences(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** {@code {"changes": {"policies.late_window_days": {"old": 400, "new": 30}}}}; null where a policy has its default. */
    JsonNode between(TenantRecord old, TenantRecord changed) {
        SortedMap<String, JsonNode> before = fields(old);
        SortedMap<String, JsonNode> after = fields(changed);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        ObjectNode changes = detail.putObject("changes");
        for (String name : names) {
            if (!Objects.equals(before.get(name), after.get(name))) {
                changes.putObject(name)
                        .<ObjectNode>set("old", before.getOrDefault(name, NullNode.instance))
                        .set("new", after.getOrDefault(name, NullNode.instance));
            }
        }
        return detail;
    }

    private SortedMap<String, JsonNode> fields(TenantRecord tenant) {
        SortedMap<String, JsonNode> fields = new TreeMap<>();
        JsonNode whole = mapper.valueToTree(tenant);
        whole.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        fields.remove("version");
        fields.remove("policies");
        whole.path("policies")
                .properties()
                .forEach(policy -> fields.put("policies." + policy.getKey(), policy.getValue()));
        return fields;
    }
}
