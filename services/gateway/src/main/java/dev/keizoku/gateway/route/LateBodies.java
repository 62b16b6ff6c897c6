package dev.keizoku.gateway.route;

import dev.keizoku.gateway.upstream.GatewayConfig;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Gives up on bodies that stay in this process and do not arrive in time, as is done with those that go on to a service. */
@Singleton
final class LateBodies {

    /** After the limit on bodies, before the resources. */
    private static final int PRIORITY = 450;

    private final Answers answers;
    private final Vertx vertx;
    private final long deadlineMillis;

    LateBodies(Answers answers, Vertx vertx, GatewayConfig config) {
        this.answers = answers;
        this.vertx = vertx;
        this.deadlineMillis = config.bodyDeadline().toMillis();
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, PRIORITY);
    }

    private void watch(RoutingContext context) {
        Entry entry = Entry.of(context);
        if (entry != null
                && entry.route().target() instanceof Route.Target.Here
                && !Answers.finished(context.request())) {
            long timer = vertx.setTimer(deadlineMillis, late -> giveUp(context));
            context.addEndHandler(answered -> vertx.cancelTimer(timer));
        }
        context.next();
    }

    private void giveUp(RoutingContext context) {
        if (!Answers.finished(context.request())) {
            answers.refuse(
                    context, new ProblemException(CommonProblem.REQUEST_TIMEOUT, "The body did not arrive in time."));
        }
    }
}
