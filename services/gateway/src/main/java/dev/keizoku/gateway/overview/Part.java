package dev.keizoku.gateway.overview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.upstream.Reply;
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

    static Part of(Reply reply) {
        return switch (reply) {
            case Reply.Success success -> new Part(true, null, success.body());
            case Reply.Refused refused ->
                missing(
                        switch (refused.status()) {
                            case 403 -> Reason.FORBIDDEN;
                            case 404 -> Reason.NO_DATA;
                            default -> Reason.UNAVAILABLE;
                        });
            case Reply.Away away -> missing(away.late() ? Reason.TIMEOUT : Reason.UNAVAILABLE);
        };
    }

    static Part missing(Reason reason) {
        return new Part(false, reason.name().toLowerCase(Locale.ROOT), null);
    }

    boolean isMissing(Reason why) {
        return why.name().toLowerCase(Locale.ROOT).equals(reason);
    }
}
