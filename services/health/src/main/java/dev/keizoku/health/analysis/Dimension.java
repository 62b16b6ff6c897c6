package dev.keizoku.health.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What observations are divided by. */
sealed interface Dimension {

    String ATTRIBUTE = "attribute.";

    /** What every account has. */
    enum Named implements Dimension {
        BAND,
        PLAN,
        TENURE,
        RENEWAL,
        TERM,
        STAGE,
        RISK_LEVEL,
        SEATS,
        TREATED;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An attribute of the account, as the tenant names it. */
    record Attribute(String name) implements Dimension {}

    /** The names that can be asked for, beside attributes. */
    static List<String> names() {
        return Arrays.stream(Named.values()).map(Named::key).toList();
    }

    /** The dimension of that name; null when there is none. */
    static @Nullable Dimension of(String asked) {
        for (Named named : Named.values()) {
            if (named.key().equals(asked)) {
                return named;
            }
        }
        return asked.startsWith(ATTRIBUTE) && asked.length() > ATTRIBUTE.length()
                ? new Attribute(asked.substring(ATTRIBUTE.length()))
                : null;
    }
}
