package dev.keizoku.kernel.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.ProblemMappers.Document;
import dev.keizoku.kernel.RequestIds;
import dev.keizoku.kernel.StrictJson;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers what cannot be read as a request, and ends the connection: nobody can tell where the next one begins. */
final class Refusal {

    private static final ObjectMapper MAPPER = StrictJson.mapper();

    private Refusal() {}

    static void answer(HttpServerRequest request) {
        Document problem =
                problem(request.decoderResult().cause(), UUID.randomUUID().toString());
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(RequestIds.HEADER, problem.requestId())
                .end(text(problem))
                .onComplete(written -> request.connection().close());
    }

    private static Document problem(@Nullable Throwable cause, String id) {
        if (cause instanceof TooLongHttpLineException) {
            return problem("uri_too_long", "The request target is longer than allowed", 414, id);
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return problem("headers_too_large", "The headers are larger than allowed", 431, id);
        }
        return problem("invalid_request", "This is no HTTP request", 400, id);
    }

    private static Document problem(String slug, String title, int status, String id) {
        return new Document("/problems/" + slug, title, status, null, null, id, List.of());
    }

    private static String text(Document problem) {
        try {
            return MAPPER.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
