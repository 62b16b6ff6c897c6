package dev.keizoku.gateway.route;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * A request that was let in.
 *
 * @param target what is asked of who answers
 * @param token the internal token the credential was exchanged for
 * @param body what was read of it already, to its end, to find the credential; null when nothing was
 */
record Entry(
        Route route, String target, String token, @Nullable Buffer body) {

    private static final String KEY = "keizoku.entry";

    /** What the {@link Gate} decided; null for the public pages. */
    static @Nullable Entry of(RoutingContext context) {
        return context.get(KEY);
    }

    void keep(RoutingContext context) {
        context.put(KEY, this);
    }
}
