package dev.keizoku.health.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The intents and the polarity of a message as they count, each with who said so.
 *
 * @param intents null when nobody says, empty when there are none
 * @param polarity null when nobody says
 */
public record Voice(
        @Nullable Set<Intent> intents,
        @Nullable Source intentsFrom,
        @Nullable Polarity polarity,
        @Nullable Source polarityFrom) {

    public Voice {
        intents = intents == null ? null : Set.copyOf(intents);
    }

    /** Who said so. */
    public enum Source {
        /** The one who sent the message to us. */
        @JsonProperty("caller")
        CALLER,
        /** Our reading of the text. */
        @JsonProperty("text")
        TEXT
    }

    /**
     * What counts: the caller's labels where there are any, else what was read.
     *
     * @param reading null when the message has no text
     */
    public static Voice of(TextLabels labels, @Nullable TextReading reading) {
        Source otherwise = reading == null ? null : Source.TEXT;
        Set<Intent> readIntents = reading == null ? null : reading.intentSet();
        Polarity readPolarity = reading == null ? null : reading.polarity();
        return new Voice(
                labels.intents() == null ? readIntents : labels.intents(),
                labels.intents() == null ? otherwise : Source.CALLER,
                labels.polarity() == null ? readPolarity : labels.polarity(),
                labels.polarity() == null ? otherwise : Source.CALLER);
    }
}
