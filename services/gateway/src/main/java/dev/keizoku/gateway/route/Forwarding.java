package dev.keizoku.gateway.route;

import dev.keizoku.gateway.access.Credential;
import dev.keizoku.gateway.route.Gate.Entry;
import dev.keizoku.gateway.upstream.GatewayConfig;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.kernel.ProblemException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Sends a request that was let in to whoever answers it: a service, or a resource of this process. */
@Singleton
final class Forwarding {

    /** After the limit on bodies, before the resources. */
    private static final int PRIORITY = 400;

    private final Upstreams upstreams;
    private final GatewayConfig config;
    private final Answers answers;
    private final Vertx vertx;
    private final WholeBodies bodies;
    private final TurnedAway turnedAway;

    Forwarding(
            Upstreams upstreams,
            GatewayConfig config,
            Answers answers,
            Vertx vertx,
            WholeBodies bodies,
            TurnedAway turnedAway) {
        this.upstreams = upstreams;
        this.config = config;
        this.answers = answers;
        this.vertx = vertx;
        this.bodies = bodies;
        this.turnedAway = turnedAway;
    }

    void register(@Observes Filters filters) {
        filters.register(this::forward, PRIORITY);
    }

    private void forward(RoutingContext context) {
        Entry entry = Gate.entryOf(context);
        if (entry == null) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        try {
            switch (entry.route().target()) {
                case Route.Target.Here here -> {
                    Answers.goOn(request);
                    request.headers().remove(Credential.API_KEY_HEADER);
                    request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + entry.token());
                    context.next();
                }
                case Route.Target.Behind(var upstream) -> send(context, entry, upstream);
                case Route.Target.Imports() ->
                    send(context, entry, ImportRouting.of(PathRules.pathOf(request.uri()), request.getParam("kind")));
            }
        } catch (ProblemException problem) {
            answers.refuse(context, problem);
        }
    }

    private void send(RoutingContext context, Entry entry, Upstream upstream) {
        new Exchange(context, entry, upstream, upstreams, answers, vertx, bodies, turnedAway).begin(config);
    }
}
