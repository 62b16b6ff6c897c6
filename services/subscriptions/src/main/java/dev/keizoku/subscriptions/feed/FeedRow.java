package dev.keizoku.subscriptions.feed;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One row of the feed; the fields of its payload stand beside the row's own. */
public record FeedRow(
        long seq,
        Instant recordedAt,
        Instant knownAt,
        String type,
        @JsonIgnore ObjectNode payload) {

    @JsonAnyGetter
    Map<String, JsonNode> fields() {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        payload.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
