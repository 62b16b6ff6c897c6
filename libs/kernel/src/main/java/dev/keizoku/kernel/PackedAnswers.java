package dev.keizoku.kernel;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Has every JSON answer packed for whoever takes that. The framework marks each answer as one to be left as it is, and takes
 * the mark off only where it knows the media type before the answer is written.
 */
@Singleton
final class PackedAnswers {

    private static final int PRIORITY = 950;

    void register(@Observes Filters filters) {
        filters.register(PackedAnswers::watch, PRIORITY);
    }

    private static void watch(RoutingContext context) {
        context.addHeadersEndHandler(written -> allow(context.response().headers()));
        context.next();
    }

    private static void allow(MultiMap headers) {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        boolean json =
                type != null && (type.startsWith("application/json") || type.startsWith("application/problem+json"));
        if (json && HttpHeaders.IDENTITY.toString().equals(headers.get(HttpHeaders.CONTENT_ENCODING))) {
            headers.remove(HttpHeaders.CONTENT_ENCODING);
        }
    }
}
