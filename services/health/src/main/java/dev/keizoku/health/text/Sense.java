package dev.keizoku.health.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a phrase of a lexicon is read as: an intent, an opinion, or nothing at all. */
public enum Sense {
    @JsonProperty("constructive_request")
    CONSTRUCTIVE_REQUEST(Intent.CONSTRUCTIVE_REQUEST, 0),
    /** Counts against the polarity as well. */
    @JsonProperty("criticism")
    CRITICISM(Intent.CRITICISM, -1),
    @JsonProperty("bug")
    BUG(Intent.BUG, 0),
    @JsonProperty("contract_terms")
    CONTRACT_TERMS(Intent.CONTRACT_TERMS, 0),
    @JsonProperty("cancellation")
    CANCELLATION(Intent.CANCELLATION, 0),
    @JsonProperty("competitor")
    COMPETITOR(Intent.COMPETITOR, 0),
    /** Counts towards the polarity as well. */
    @JsonProperty("praise")
    PRAISE(Intent.PRAISE, 1),
    @JsonProperty("exec_escalation")
    EXEC_ESCALATION(Intent.EXEC_ESCALATION, 0),
    @JsonProperty("positive")
    POSITIVE(null, 1),
    @JsonProperty("negative")
    NEGATIVE(null, -1),
    /** Keeps shorter phrases inside it from being read: "cancel an order" is no cancellation. */
    @JsonProperty("nothing")
    NOTHING(null, 0);

    private final @Nullable Intent intent;
    private final int sign;

    Sense(@Nullable Intent intent, int sign) {
        this.intent = intent;
        this.sign = sign;
    }

    public @Nullable Intent intent() {
        return intent;
    }

    /** 1, 0 or -1: which way it moves the polarity. */
    int sign() {
        return sign;
    }

    /** Whether it tells the attitude of the writer. */
    boolean isOpinion() {
        return sign != 0;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Sense of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
