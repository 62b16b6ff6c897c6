package dev.keizoku.gateway.route;

import dev.keizoku.gateway.access.Admission;
import dev.keizoku.gateway.access.Admission.Verdict;
import dev.keizoku.gateway.access.Credential;
import dev.keizoku.gateway.document.PublicPages;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Contract;
import dev.keizoku.kernel.ProblemException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in or not: odd paths out, then who is asking, then whether there is such an operation. Everything but
 * the public pages and the operations a contract opens to anybody needs a credential, an unknown path included.
 */
@Singleton
final class Gate {

    private static final Logger LOG = Logger.getLogger(Gate.class);

    /** After request ids are given, before the limit on bodies. */
    private static final int PRIORITY = 600;

    private static final String ENTRY = "keizoku.entry";

    private final Admission admission;
    private final KeyInBody keyInBody;
    private final Answers answers;
    private final Vertx vertx;
    private final RouteTable routes = RouteTable.of(Contract::load);

    /**
     * A request that was let in.
     *
     * @param token the internal token the credential was exchanged for
     * @param body what was read of it already, to its end, to find the credential; null when nothing was
     */
    record Entry(Route route, String token, @Nullable Buffer body) {}

    Gate(Admission admission, KeyInBody keyInBody, Answers answers, Vertx vertx) {
        this.admission = admission;
        this.keyInBody = keyInBody;
        this.answers = answers;
        this.vertx = vertx;
    }

    /** What {@link #enter} decided; null for the public pages. */
    static @Nullable Entry entryOf(RoutingContext context) {
        return context.get(ENTRY);
    }

    void register(@Observes Filters filters) {
        filters.register(this::enter, PRIORITY);
    }

    private void enter(RoutingContext context) {
        String target = context.request().uri();
        String objection = PathRules.objection(target);
        if (objection != null) {
            answers.refuse(context, new ProblemException(CommonProblem.INVALID_REQUEST, objection));
            return;
        }
        if (PublicPages.holds(PathRules.pathOf(target))) {
            context.next();
            return;
        }
        RouteTable.Match match = routes.find(context.request().method(), PathRules.pathOf(target));
        if (match instanceof RouteTable.Match.Found(var route) && route.openScope() != null) {
            context.put(ENTRY, new Entry(route, admission.anybody(route.openScope()), null));
            context.next();
            return;
        }
        MultiMap headers = context.request().headers();
        if (match instanceof RouteTable.Match.Found(var route) && route.keyInBody() && Credential.isAbsent(headers)) {
            keyInBody
                    .read(context)
                    .onSuccess(held -> check(context, held.key(), match, held.body()))
                    .onFailure(failure -> unreadable(context, failure));
            return;
        }
        check(context, Credential.of(headers), match, null);
    }

    private void check(
            RoutingContext context, @Nullable String credential, RouteTable.Match match, @Nullable Buffer body) {
        if (credential == null) {
            refuseCredential(context);
            return;
        }
        CompletableFuture<Verdict> verdict = admission.check(credential);
        if (verdict.isDone()) {
            decide(context, verdict, match, body);
            return;
        }
        if (body == null) {
            context.request().pause();
        }
        Context loop = vertx.getOrCreateContext();
        verdict.whenComplete((done, failure) -> loop.runOnContext(now -> decide(context, verdict, match, body)));
    }

    private void unreadable(RoutingContext context, Throwable failure) {
        answers.refuse(
                context,
                failure instanceof ProblemException problem
                        ? problem
                        : new ProblemException(CommonProblem.INVALID_REQUEST, "The body broke off."));
    }

    private void decide(
            RoutingContext context, CompletableFuture<Verdict> verdict, RouteTable.Match match, @Nullable Buffer body) {
        if (verdict.isCompletedExceptionally()) {
            LOG.warnf("key not checked: %s", verdict.exceptionNow());
            answers.refuse(
                    context,
                    new ProblemException(CommonProblem.UNAVAILABLE, "The key cannot be checked at the moment.")
                            .retryAfter(Duration.ofSeconds(1)));
            return;
        }
        switch (verdict.join()) {
            case Verdict.Refused() -> refuseCredential(context);
            case Verdict.Operator(var token) -> route(context, match, token, true, body);
            case Verdict.Tenant(var token) -> route(context, match, token, false, body);
        }
    }

    private void route(
            RoutingContext context, RouteTable.Match match, String token, boolean operator, @Nullable Buffer body) {
        switch (match) {
            case RouteTable.Match.Found(var route)
            when operator == isForOperator(route) -> {
                context.put(ENTRY, new Entry(route, token, body));
                context.next();
            }
            case RouteTable.Match.Found(var route) ->
                answers.refuse(
                        context,
                        new ProblemException(
                                CommonProblem.FORBIDDEN,
                                operator
                                        ? "The operator key opens nothing that belongs to a tenant."
                                        : "This needs the operator key."));
            case RouteTable.Match.OtherMethods(var allowed) -> {
                context.response().putHeader(HttpHeaders.ALLOW, allowed);
                answers.refuse(
                        context,
                        new ProblemException(CommonProblem.METHOD_NOT_ALLOWED, "Offered here: " + allowed + "."));
            }
            case RouteTable.Match.Nothing() ->
                answers.refuse(
                        context, new ProblemException(CommonProblem.NOT_FOUND, "There is nothing at this path."));
        }
    }

    private static boolean isForOperator(Route route) {
        return route.target() instanceof Route.Target.Here(boolean operator) && operator;
    }

    private void refuseCredential(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        answers.refuse(
                context,
                new ProblemException(
                        CommonProblem.UNAUTHENTICATED,
                        "Send one valid API key: Authorization: Bearer kz_…, X-API-Key, or the user name of HTTP Basic."));
    }
}
