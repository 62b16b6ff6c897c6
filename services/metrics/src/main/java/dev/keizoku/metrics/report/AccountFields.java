package dev.keizoku.metrics.report;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account beside its attributes, kept among them.
 *
 * <p>Under names no attribute can have: those hold no control characters.
 */
final class AccountFields {

    static final String OWNER = "\u0001owner";
    static final String PARENT = "\u0001parent";

    private AccountFields() {}

    static Map<String, String> with(Map<String, String> attributes, @Nullable String owner, @Nullable String parent) {
        if (owner == null && parent == null) {
            return attributes;
        }
        Map<String, String> values = new HashMap<>(attributes);
        if (owner != null) {
            values.put(OWNER, owner);
        }
        if (parent != null) {
            values.put(PARENT, parent);
        }
        return values;
    }
}
