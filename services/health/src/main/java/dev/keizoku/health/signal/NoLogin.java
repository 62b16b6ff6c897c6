package dev.keizoku.health.signal;

import org.jspecify.annotations.Nullable;

/** The first sign of leaving: nobody of the account has logged in for two weeks. Day 14 fires, day 13 does not. */
public final class NoLogin {

    public static final String TYPE = "NO_LOGIN_14D";

    public static final int DAYS = 14;

    private NoLogin() {}

    /** Whether the sign is there; a login that is not known of is none. */
    public static boolean fires(@Nullable Integer daysSinceLogin) {
        return daysSinceLogin != null && daysSinceLogin >= DAYS;
    }
}
