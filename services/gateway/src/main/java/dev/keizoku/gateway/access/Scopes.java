package dev.keizoku.gateway.access;

import java.util.List;
import java.util.Set;

/** What an API key can be allowed to do. */
public final class Scopes {

    /** Manages keys and the tenant's settings. */
    public static final String ADMIN = "admin";

    /** In the order they are shown. */
    public static final List<String> ALL = List.of(
            "usage:write",
            "usage:read",
            "backfill",
            "subscriptions:write",
            "subscriptions:read",
            "metrics:read",
            "health:read",
            "health:write",
            "webhooks:manage",
            ADMIN);

    private static final Set<String> KNOWN = Set.copyOf(ALL);

    private Scopes() {}

    static boolean known(String scope) {
        return KNOWN.contains(scope);
    }
}
