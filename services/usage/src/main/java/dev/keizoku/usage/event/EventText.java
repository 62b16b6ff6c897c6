package dev.keizoku.usage.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes an event down as the CloudEvent it could have come as. */
public final class EventText {

    private EventText() {}

    /** The event as JSON, its names in order. */
    public static String of(UsageEvent event) {
        SortedMap<String, String> attributes = new TreeMap<>();
        put(attributes, "specversion", "1.0");
        put(attributes, "id", event.id());
        put(attributes, "source", event.source());
        put(attributes, "type", event.name());
        put(attributes, "subject", event.account());
        Instant time = event.time();
        put(attributes, "time", time == null ? null : time.toString());
        attributes.put("data", data(event));
        String rest = event.extensions();
        String known = CanonicalJson.object(attributes);
        return rest == null ? known : joined(known, rest);
    }

    private static String data(UsageEvent event) {
        SortedMap<String, String> members = new TreeMap<>();
        put(members, "user_id", event.user());
        put(members, "feature", event.feature());
        BigDecimal value = event.value();
        if (value != null) {
            members.put("value", value.toPlainString());
        }
        String rest = event.properties();
        if (rest == null) {
            return CanonicalJson.object(members);
        }
        if (members.isEmpty()) {
            return rest;
        }
        return rest.startsWith("{") ? joined(CanonicalJson.object(members), rest) : rest;
    }

    private static String joined(String object, String other) {
        return object.substring(0, object.length() - 1) + "," + other.substring(1);
    }

    private static void put(SortedMap<String, String> members, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            StringBuilder quoted = new StringBuilder();
            CanonicalJson.quote(value, quoted);
            members.put(name, quoted.toString());
        }
    }
}
