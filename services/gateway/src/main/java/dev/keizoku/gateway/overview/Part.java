package dev.keizoku.gateway.overview;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one service says of an account, or why it says nothing. */
record Part(
        boolean available,
        @Nullable String reason,
        @Nullable JsonNode data) {

    /** Why a part is missing. */
    enum Reason {
        UNAVAILABLE,
        TIMEOUT,
        FORBIDDEN,
        NO_DATA
    }

    static Part of(JsonNode data) {
        return new Part(true, null, data);
    }

    static Part missing(Reason reason) {
        return new Part(false, reason.name().toLowerCase(Locale.ROOT), null);
    }

    boolean isMissing(Reason why) {
        return why.name().toLowerCase(Locale.ROOT).equals(reason);
    }
}
