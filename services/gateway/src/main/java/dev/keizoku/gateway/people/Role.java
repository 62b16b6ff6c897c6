package dev.keizoku.gateway.people;

import dev.keizoku.gateway.access.Scopes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person may do, from the least to the most. */
public enum Role {
    /** Reads everything but keys and settings. */
    VIEWER(Reach.EVERYTHING, Only.READING),
    /** The same, without what is personal. */
    ANALYST(Reach.EVERYTHING, Only.READING, Scopes.PERSONAL_MASKED),
    /** Reads and works on the accounts whose owner the person is. */
    CSM(Reach.OWN_ACCOUNTS, Only.READING, "health:write"),
    /** The same on all accounts. */
    CSM_ALL(Reach.EVERYTHING, Only.READING, "health:write"),
    /** Changes customers and their subscriptions, too. */
    MANAGER(Reach.EVERYTHING, Only.READING, "health:write", "subscriptions:write"),
    /** Does all that a key can do. */
    ADMIN(Reach.EVERYTHING, Scopes.ALL);

    static final List<String> NAMES =
            Arrays.stream(values()).map(Role::wireName).toList();

    private final Reach reach;
    private final Set<String> scopes;

    private enum Reach {
        EVERYTHING,
        OWN_ACCOUNTS
    }

    private static final class Only {
        private static final List<String> READING =
                List.of("usage:read", "subscriptions:read", "metrics:read", "health:read");
    }

    Role(Reach reach, List<String> scopes, String... more) {
        this.reach = reach;
        this.scopes = Stream.concat(scopes.stream(), Arrays.stream(more)).collect(Collectors.toUnmodifiableSet());
    }

    /** The same scopes that keys have. */
    Set<String> scopes() {
        return scopes;
    }

    /** Whether it ends at the accounts that the person owns. */
    boolean ownAccountsOnly() {
        return reach == Reach.OWN_ACCOUNTS;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static boolean known(String wireName) {
        return NAMES.contains(wireName);
    }

    static Role of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
