package dev.keizoku.health.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A place in a message where a phrase of the lexicon was found.
 *
 * @param text the place as it was written
 * @param start where it begins, counted in code points of the message
 * @param end where it ends, exclusive
 * @param setAside why it does not count for an intent; null when it does
 * @param polarity what it adds to the sum the polarity is taken from
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Evidence(
        String phrase,
        Sense readsAs,
        BigDecimal weight,
        String text,
        int start,
        int end,
        @Nullable SetAside setAside,
        BigDecimal polarity) {

    /** Why a place does not count. */
    public enum SetAside {
        /** Denied by the words around it. */
        @JsonProperty("negated")
        NEGATED,
        /** In quotation marks, or in the quoted lines of a reply. */
        @JsonProperty("quoted")
        QUOTED,
        /** In a condition: if it ever stops working. */
        @JsonProperty("supposed")
        SUPPOSED
    }
}
