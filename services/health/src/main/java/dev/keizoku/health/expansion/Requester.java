package dev.keizoku.health.expansion;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whose idea it was. What a customer asks for by itself is never refused. */
public enum Requester {
    PROVIDER,
    CUSTOMER;

    @JsonCreator
    public static Requester of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
