package dev.keizoku.gateway.route;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request that waits; meanwhile a body that was not read stays where it is. */
final class Pause {

    private Pause() {}

    /** Goes on at once when there is nothing to wait for. */
    static void until(CompletableFuture<?> awaited, RoutingContext context, @Nullable Buffer body, Runnable next) {
        if (awaited.isDone()) {
            next.run();
            return;
        }
        if (body == null) {
            context.request().pause();
        }
        Context loop = context.vertx().getOrCreateContext();
        awaited.whenComplete((done, failure) -> loop.runOnContext(now -> next.run()));
    }
}
