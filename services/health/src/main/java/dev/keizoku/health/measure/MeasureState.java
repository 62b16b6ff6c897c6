package dev.keizoku.health.measure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a measure has a value that may be scored. */
public enum MeasureState {
    /** There is a value. */
    OK,
    /** Data flows and the value is nought. */
    ZERO,
    /** Nothing was ever seen that could give a value. */
    NO_DATA,
    /** The data stopped coming for the whole tenant, so nought would say nothing about the account. */
    STALE,
    /** The measure makes no sense for this account (yet). */
    NOT_APPLICABLE;

    @JsonCreator
    public static MeasureState of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the measure takes part in the score. */
    public boolean present() {
        return this == OK || this == ZERO;
    }

    /** Whether the measure could take part, so that its absence lowers the coverage. */
    public boolean applicable() {
        return this != NOT_APPLICABLE;
    }
}
