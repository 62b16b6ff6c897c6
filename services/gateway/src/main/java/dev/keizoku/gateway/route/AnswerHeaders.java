package dev.keizoku.gateway.route;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * What every answer tells browsers and caches, unless it says something of its own: that it is what it says it is, may
 * stand in no frame and load nothing, and is not kept, because nearly everything here is about somebody.
 */
@Singleton
final class AnswerHeaders {

    /** Before everything that may answer. */
    private static final int PRIORITY = 1_000;

    private static final String YEAR = "max-age=31536000";

    void register(@Observes Filters filters) {
        filters.register(AnswerHeaders::add, PRIORITY);
    }

    private static void add(RoutingContext context) {
        boolean encrypted = "https".equals(context.request().scheme());
        context.addHeadersEndHandler(written -> complete(context.response().headers(), encrypted));
        context.next();
    }

    static void complete(MultiMap headers, boolean encrypted) {
        headers.remove("Server");
        headers.remove("X-Powered-By");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        if (!headers.contains("Content-Security-Policy")) {
            headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        }
        if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            // What has a tag may be kept by whoever asked, to be asked for again.
            headers.set(
                    HttpHeaders.CACHE_CONTROL, headers.contains(HttpHeaders.ETAG) ? "private, no-cache" : "no-store");
        }
        if (encrypted) {
            headers.set("Strict-Transport-Security", YEAR);
        }
    }
}
