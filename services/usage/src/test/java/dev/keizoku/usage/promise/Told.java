package dev.keizoku.usage.promise;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as its sender knows it, before any protocol has it in hand; an empty text is left out.
 *
 * @param id empty for an event that is known by what it says and when
 * @param type empty for an event that nobody may accept
 */
record Told(
        String source,
        String id,
        String type,
        String account,
        String user,
        String feature,
        String value,
        @Nullable Instant time,
        String note) {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Who an event is. */
    record Identity(String source, String id) {}

    Identity identity() {
        return new Identity(source, id.isEmpty() ? "of its content: " + says() + " at " + time : id);
    }

    /** What it says, apart from when. */
    String says() {
        return String.join("|", type, account, user, feature, value, note);
    }

    /** The same, at a time somebody gave it. */
    Told at(Instant other) {
        return new Told(source, id, type, account, user, feature, value, other, note);
    }

    boolean isWhole() {
        return !type.isEmpty();
    }

    /** As a CloudEvent. */
    ObjectNode cloudEvent() {
        ObjectNode event = JSON.createObjectNode();
        put(event, "specversion", id.isEmpty() ? "" : "1.0");
        put(event, "id", id);
        put(event, "source", source);
        put(event, "type", type);
        put(event, "subject", account);
        put(event, "time", time == null ? "" : time.toString());
        event.set("data", data(true));
        return event;
    }

    /** What a protocol carries beside the attributes it has names of its own for. */
    ObjectNode data(boolean withUser) {
        ObjectNode data = JSON.createObjectNode();
        put(data, "user_id", withUser ? user : "");
        put(data, "feature", feature);
        put(data, "value", value);
        put(data, "note", note);
        return data;
    }

    static void put(ObjectNode object, String name, String text) {
        if (!text.isEmpty()) {
            object.put(name, text);
        }
    }
}
