package dev.keizoku.gateway.route;

import dev.keizoku.kernel.HttpEdge;
import dev.keizoku.kernel.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Answers a request that goes no further. */
@Singleton
final class Answers {

    private final HttpEdge edge;

    Answers(HttpEdge edge) {
        this.edge = edge;
    }

    void refuse(RoutingContext context, ProblemException problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        if (!finished(context.request())) {
            // What is left of the body is not worth reading to its end.
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        edge.end(context, problem);
    }

    private static boolean finished(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean bodiless =
                request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null && (length == null || length.equals("0"));
        return bodiless || request.isEnded();
    }
}
