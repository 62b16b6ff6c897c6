package dev.keizoku.gateway.access;

import dev.keizoku.kernel.PersonalFields;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What an API key can be allowed to do. */
public final class Scopes {

    /** Manages keys and the tenant's settings. */
    public static final String ADMIN = "admin";

    /** All that a key can be given, in the order they are shown. */
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

    /** Takes away instead of giving: what is personal is not told. */
    public static final String PERSONAL_MASKED = PersonalFields.MASKED;

    /** All that can be in the list of a key. */
    public static final List<String> NAMES =
            Stream.concat(ALL.stream(), Stream.of(PERSONAL_MASKED)).toList();

    private static final Set<String> KNOWN = Set.copyOf(NAMES);

    private Scopes() {}

    static boolean known(String scope) {
        return KNOWN.contains(scope);
    }
}
