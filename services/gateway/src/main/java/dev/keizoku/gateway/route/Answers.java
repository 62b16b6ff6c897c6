package dev.keizoku.gateway.route;

import dev.keizoku.kernel.CommonProblem;
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

    private static final long WORTH_READING = 10 * 1024 * 1024;

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
            if (problem.type() == CommonProblem.UNAVAILABLE && worthReading(context.request())) {
                // Read and forgotten: whoever is told to come back hears it on a connection that still works.
                context.request().resume();
            } else {
                response.putHeader(HttpHeaders.CONNECTION, "close");
                if (problem.type() == CommonProblem.REQUEST_TIMEOUT) {
                    // Whoever sends slowly on purpose does not stop for an answer.
                    context.addEndHandler(
                            answered -> context.request().connection().close());
                }
            }
        }
        edge.end(context, problem);
    }

    /** Lets whoever asked first send the body. Once told so, it is a request like any other. */
    static void goOn(HttpServerRequest request) {
        if (isHeldBack(request)) {
            request.headers().remove(HttpHeaders.EXPECT);
            request.response().writeContinue();
        }
    }

    private static boolean isHeldBack(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    private static boolean worthReading(HttpServerRequest request) {
        if (isHeldBack(request)) {
            return false;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("[0-9]{1,8}") && Long.parseLong(length) <= WORTH_READING;
    }

    /** Whether there is no body, or it has come to its end. */
    static boolean finished(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean bodiless =
                request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null && (length == null || length.equals("0"));
        return bodiless || request.isEnded();
    }
}
