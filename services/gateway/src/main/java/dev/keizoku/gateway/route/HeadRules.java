package dev.keizoku.gateway.route;

import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.kernel.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * How much may stand before the body of a request. Less than the services take, so that whatever gets through here gets
 * through there with the internal token in the place of the credential.
 */
final class HeadRules {

    private static final int LONGEST_TARGET = 4_000;
    private static final int MOST_BYTES = 12 * 1024;

    /** A colon, a space and the end of the line. */
    private static final int FRAME = 4;

    private HeadRules() {}

    /** What is wrong with the size of a request's head, or null when nothing is. */
    static @Nullable ProblemException objection(HttpServerRequest request) {
        if (request.uri().length() > LONGEST_TARGET) {
            return new ProblemException(
                    GatewayProblem.URI_TOO_LONG,
                    "The path and query may have up to " + LONGEST_TARGET + " characters.");
        }
        int bytes = 0;
        for (var header : request.headers()) {
            bytes += header.getKey().length() + header.getValue().length() + FRAME;
        }
        return bytes > MOST_BYTES
                ? new ProblemException(
                        GatewayProblem.HEADERS_TOO_LARGE, "The headers may have up to " + MOST_BYTES + " bytes.")
                : null;
    }
}
