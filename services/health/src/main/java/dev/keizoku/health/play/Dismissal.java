package dev.keizoku.health.play;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a play is not done. */
enum Dismissal {
    FALSE_ALARM,
    ALREADY_HANDLED,
    NOT_NOW,
    NO_CAPACITY,
    OTHER;

    @JsonValue
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
