package dev.keizoku.health.text;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the caller knows better than we do.
 *
 * @param intents all intents of the message, none when empty; null when the caller does not say
 * @param polarity null when the caller does not say
 */
public record TextLabels(
        @Nullable Set<Intent> intents, @Nullable Polarity polarity) {

    public static final TextLabels NONE = new TextLabels(null, null);

    public TextLabels {
        intents = intents == null ? null : Set.copyOf(intents);
    }
}
