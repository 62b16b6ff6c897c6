package dev.keizoku.health.play;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a play is in its life. */
public enum PlayState {
    /** Nobody has begun it. */
    OPEN,
    STARTED,
    COMPLETED,
    DISMISSED,
    /** What it was opened for was over before anybody began it. */
    WITHDRAWN,
    /** Nobody began it in time. */
    EXPIRED;

    static final List<String> KEYS = Arrays.stream(values()).map(PlayState::key).toList();

    static PlayState of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is something left to do. */
    boolean live() {
        return switch (this) {
            case OPEN, STARTED -> true;
            case COMPLETED, DISMISSED, WITHDRAWN, EXPIRED -> false;
        };
    }
}
