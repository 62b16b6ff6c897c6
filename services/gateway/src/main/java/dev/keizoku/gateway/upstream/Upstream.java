package dev.keizoku.gateway.upstream;

import java.util.Locale;

/** A service behind the gateway. */
public enum Upstream {
    SUBSCRIPTIONS,
    USAGE,
    METRICS,
    HEALTH;

    /** The name of its contract, and what people call it. */
    public String contract() {
        return name().toLowerCase(Locale.ROOT);
    }
}
