package dev.keizoku.subscriptions.timeline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a subscription is in, as others see it. */
public enum State {
    TRIAL,
    FREE,
    ACTIVE,
    PAST_DUE,
    PAUSED,
    ENDED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
