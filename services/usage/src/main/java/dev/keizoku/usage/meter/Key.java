package dev.keizoku.usage.meter;

import java.util.List;
import java.util.regex.Pattern;

/** Something events are told apart by: what every event has, or a property of its data. */
sealed interface Key {

    Pattern DOT = Pattern.compile("\\.");

    String name();

    /** A column of both the events and the counters. */
    record Column(String name, String column) implements Key {}

    /** A member of the data; dots lead into objects. */
    record Property(String name) implements Key {

        List<String> path() {
            return List.of(DOT.split(name, -1));
        }
    }

    static Key of(String name) {
        return switch (name) {
            case "account" -> new Column(name, "account_id");
            case "user" -> new Column(name, "user_id");
            case "feature" -> new Column(name, "feature");
            case "name" -> new Column(name, "name");
            default -> new Property(name);
        };
    }
}
