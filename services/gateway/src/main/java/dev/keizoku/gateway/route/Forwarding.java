package dev.keizoku.gateway.route;

import dev.keizoku.gateway.access.Credential;
import dev.keizoku.gateway.upstream.GatewayConfig;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.RequestIds;
import dev.keizoku.kernel.Traces;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Sends a request that was let in to whoever answers it: a service, or a resource of this process. */
@Singleton
final class Forwarding {

    /** After the limit on bodies, before the resources. */
    private static final int PRIORITY = 400;

    private static final Logger LOG = Logger.getLogger(Forwarding.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Upstreams upstreams;
    private final GatewayConfig config;
    private final Answers answers;
    private final Vertx vertx;
    private final WholeBodies bodies;
    private final TurnedAway turnedAway;
    private final Directions directions;
    private final Traces traces;
    private final NotedReads reads;

    Forwarding(
            Upstreams upstreams,
            GatewayConfig config,
            Answers answers,
            Vertx vertx,
            WholeBodies bodies,
            TurnedAway turnedAway,
            Directions directions,
            Traces traces,
            NotedReads reads) {
        this.upstreams = upstreams;
        this.config = config;
        this.answers = answers;
        this.vertx = vertx;
        this.bodies = bodies;
        this.turnedAway = turnedAway;
        this.directions = directions;
        this.traces = traces;
        this.reads = reads;
    }

    void register(@Observes Filters filters) {
        filters.register(this::forward, PRIORITY);
    }

    private void forward(RoutingContext context) {
        Entry entry = Entry.of(context);
        if (entry == null) {
            context.next();
            return;
        }
        if (NotedReads.concern(entry.route())) {
            note(context, entry);
        } else {
            goOn(context, entry);
        }
    }

    /** Notes the read first, off the event loop, for that is in the database. */
    private void note(RoutingContext context, Entry entry) {
        HttpServerRequest request = context.request();
        request.pause();
        vertx.executeBlocking(
                        () -> {
                            reads.note(entry, RequestIds.of(context));
                            return entry;
                        },
                        false)
                .onSuccess(noted -> {
                    request.resume();
                    goOn(context, noted);
                })
                .onFailure(failure -> {
                    LOG.warnf("read of administration not noted: %s", failure);
                    answers.refuse(
                            context,
                            new ProblemException(
                                            CommonProblem.UNAVAILABLE,
                                            "That this is read cannot be noted at the moment. Try again.")
                                    .retryAfter(SOON));
                });
    }

    private void goOn(RoutingContext context, Entry entry) {
        HttpServerRequest request = context.request();
        try {
            switch (entry.route().target()) {
                case Route.Target.Here here -> {
                    Answers.goOn(request);
                    context.put(Credential.SHOWN, Credential.of(request.headers()));
                    request.headers().remove(Credential.API_KEY_HEADER);
                    request.headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + entry.token());
                    context.next();
                }
                case Route.Target.Behind(var upstream)
                when Directions.concern(entry.route(), entry.target()) -> direct(context, entry, upstream);
                case Route.Target.Behind(var upstream) -> send(context, entry, upstream, entry.target());
                case Route.Target.Imports() ->
                    send(
                            context,
                            entry,
                            ImportRouting.of(PathRules.pathOf(entry.target()), request.getParam("kind")),
                            entry.target());
            }
        } catch (ProblemException problem) {
            answers.refuse(context, problem);
        }
    }

    /** Looks the way up off the event loop, for it may be in the database. */
    private void direct(RoutingContext context, Entry entry, Upstream upstream) {
        String uri = entry.target();
        context.request().pause();
        vertx.executeBlocking(() -> directions.of(entry, upstream, uri), false)
                .onSuccess(to -> send(context, entry, to.upstream(), to.uri()))
                .onFailure(failure -> answers.refuse(context, undirected(entry, failure)));
    }

    private static ProblemException undirected(Entry entry, Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem;
        }
        LOG.warnf("%s: the segment cannot be looked up: %s", entry.route().template(), failure);
        return new ProblemException(
                        CommonProblem.UNAVAILABLE, "The segment cannot be looked up at the moment. Try again.")
                .retryAfter(SOON);
    }

    private void send(RoutingContext context, Entry entry, Upstream upstream, String uri) {
        new Exchange(
                        context,
                        entry,
                        upstream,
                        uri,
                        upstreams,
                        answers,
                        vertx,
                        bodies,
                        turnedAway,
                        traces.headers(context))
                .begin(config);
    }
}
