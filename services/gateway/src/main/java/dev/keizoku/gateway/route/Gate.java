package dev.keizoku.gateway.route;

import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.gateway.access.Admission;
import dev.keizoku.gateway.access.Admission.Verdict;
import dev.keizoku.gateway.access.Credential;
import dev.keizoku.gateway.document.PublicPages;
import dev.keizoku.gateway.limit.Decision;
import dev.keizoku.gateway.limit.FailedAttempts;
import dev.keizoku.gateway.limit.LimitClass;
import dev.keizoku.gateway.limit.Limits;
import dev.keizoku.gateway.people.Credentials;
import dev.keizoku.gateway.route.PageCalls.Allowed;
import dev.keizoku.gateway.tenant.SuspendedTenants;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Contract;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Traces;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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

    /** Where the meters of HTTP look for the path to count by; without it they would count by every account, and by every path that somebody makes up. */
    private static final String PATH_OF_METRICS = "UrlPathTemplate";

    private static final String ENTRY = "keizoku.entry";
    private static final String ARRIVED = "keizoku.arrived";

    private final Admission admission;
    private final Credentials credentials;
    private final SuspendedTenants suspended;
    private final KeyInBody keyInBody;
    private final Limits limits;
    private final FailedAttempts failedAttempts;
    private final PageCalls pages;
    private final OwnAccounts ownAccounts;
    private final CrossOrigin crossOrigin;
    private final Answers answers;
    private final Vertx vertx;
    private final Traces traces;
    private final RouteTable routes = RouteTable.of(Contract::load);

    /**
     * A request that was let in.
     *
     * @param target what is asked of who answers
     * @param token the internal token the credential was exchanged for
     * @param body what was read of it already, to its end, to find the credential; null when nothing was
     */
    record Entry(
            Route route,
            String target,
            String token,
            @Nullable Buffer body) {}

    Gate(
            Admission admission,
            Credentials credentials,
            SuspendedTenants suspended,
            KeyInBody keyInBody,
            Limits limits,
            FailedAttempts failedAttempts,
            PageCalls pages,
            OwnAccounts ownAccounts,
            CrossOrigin crossOrigin,
            Answers answers,
            Vertx vertx,
            Traces traces) {
        this.admission = admission;
        this.credentials = credentials;
        this.suspended = suspended;
        this.keyInBody = keyInBody;
        this.limits = limits;
        this.failedAttempts = failedAttempts;
        this.pages = pages;
        this.ownAccounts = ownAccounts;
        this.crossOrigin = crossOrigin;
        this.answers = answers;
        this.vertx = vertx;
        this.traces = traces;
    }

    /** What {@link #enter} decided; null for the public pages. */
    static @Nullable Entry entryOf(RoutingContext context) {
        return context.get(ENTRY);
    }

    /** How long ago a request arrived. */
    static Duration ageOf(RoutingContext context) {
        Long arrived = context.get(ARRIVED);
        return Duration.ofNanos(System.nanoTime() - Objects.requireNonNull(arrived));
    }

    void register(@Observes Filters filters) {
        filters.register(this::enter, PRIORITY);
    }

    private void enter(RoutingContext context) {
        context.put(ARRIVED, System.nanoTime());
        countAs("none");
        String target = context.request().uri();
        ProblemException tooLarge = HeadRules.objection(context.request());
        if (tooLarge != null) {
            answers.refuse(context, tooLarge);
            return;
        }
        String objection = PathRules.objection(target);
        if (objection != null) {
            answers.refuse(context, new ProblemException(CommonProblem.INVALID_REQUEST, objection));
            return;
        }
        if (PublicPages.holds(PathRules.pathOf(target))) {
            context.next();
            return;
        }
        if (crossOrigin.answersPreflight(context, routes)) {
            return;
        }
        RouteTable.Match match = routes.find(context.request().method(), PathRules.pathOf(target));
        crossOrigin.greet(context, match);
        if (match instanceof RouteTable.Match.Found(var found)) {
            countAs(found.template());
            Refusals.asksFor(context, found);
        }
        if (match instanceof RouteTable.Match.Found(var route)
                && route.access().open()
                && route.access().scope() != null) {
            context.put(
                    ENTRY,
                    new Entry(route, target, admission.anybody(route.access().scope()), null));
            context.next();
            return;
        }
        MultiMap headers = context.request().headers();
        if (match instanceof RouteTable.Match.Found(var route)
                && route.access().keyInBody()
                && Credential.isAbsent(headers)) {
            keyInBody
                    .read(context)
                    .onSuccess(held -> check(context, held.key(), match, held.body()))
                    .onFailure(failure -> unreadable(context, failure));
            return;
        }
        check(context, Credential.of(headers), match, null);
    }

    private void countAs(String path) {
        vertx.getOrCreateContext().putLocal(PATH_OF_METRICS, path);
    }

    private void check(
            RoutingContext context, @Nullable String credential, RouteTable.Match match, @Nullable Buffer body) {
        if (credential == null) {
            refuseCredential(context);
            return;
        }
        Refusals.isFrom(context, Credential.idOf(credential));
        CompletableFuture<Verdict> verdict = credentials.check(credential);
        onceDone(context, body, verdict, () -> decide(context, verdict, match, body));
    }

    /** Goes on at once when there is nothing to wait for; meanwhile a body that was not read stays where it is. */
    private void onceDone(RoutingContext context, @Nullable Buffer body, CompletableFuture<?> awaited, Runnable next) {
        if (awaited.isDone()) {
            next.run();
            return;
        }
        if (body == null) {
            context.request().pause();
        }
        Context loop = vertx.getOrCreateContext();
        awaited.whenComplete((done, failure) -> loop.runOnContext(now -> next.run()));
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
            LOG.warnf("credential not checked: %s", verdict.exceptionNow());
            answers.refuse(
                    context,
                    new ProblemException(CommonProblem.UNAVAILABLE, "The credential cannot be checked at the moment.")
                            .retryAfter(Duration.ofSeconds(1)));
            return;
        }
        switch (verdict.join()) {
            case Verdict.Refused() -> refuseWrongCredential(context);
            case Verdict.Roleless() ->
                answers.refuse(context, new ProblemException(CommonProblem.FORBIDDEN, "You have no role here."));
            case Verdict.Operator(var token) -> route(context, match, token, true, body);
            case Verdict.Tenant(var tenant, var subject, var scopes, var token) ->
                count(context, match, body, tenant, subject, () -> route(context, match, token, false, body));
            case Verdict.Owner person ->
                count(context, match, body, person.tenant(), person.subject(), () -> own(context, match, person, body));
            case Verdict.Publishable page ->
                count(
                        context,
                        match,
                        body,
                        page.tenant(),
                        page.subject(),
                        () -> letIn(context, match, route -> pages.check(context, page, route, body)));
            case Verdict.Browser page ->
                count(
                        context,
                        match,
                        body,
                        page.tenant(),
                        page.subject() + "/" + page.user(),
                        () -> letIn(context, match, route -> pages.check(context, page, route)));
        }
    }

    /** Lets a request through when its tenant is not suspended and it is within the limits of who asks. */
    private void count(
            RoutingContext context,
            RouteTable.Match match,
            @Nullable Buffer body,
            TenantId tenant,
            String subject,
            Runnable next) {
        traces.note("tenant", tenant.value());
        Refusals.isFrom(context, subject);
        if (suspended.hold(tenant)) {
            answers.refuse(
                    context,
                    new ProblemException(GatewayProblem.TENANT_SUSPENDED, "Ask whoever runs this installation."));
            return;
        }
        LimitClass kind = match instanceof RouteTable.Match.Found(var route) ? route.limit() : LimitClass.READS;
        CompletableFuture<Decision> counted = limits.take(tenant, subject, kind);
        onceDone(context, body, counted, () -> {
            Decision decision = counted.join();
            decision.tell(context.response().headers());
            if (decision.allowed()) {
                next.run();
            } else {
                answers.refuse(context, decision.problem());
            }
        });
    }

    private void letIn(RoutingContext context, RouteTable.Match match, Function<Route, Future<Allowed>> check) {
        if (match instanceof RouteTable.Match.Found(var route)) {
            check.apply(route)
                    .onSuccess(allowed -> route(context, match, allowed.token(), false, allowed.body()))
                    .onFailure(failure -> unreadable(context, failure));
        } else {
            route(context, match, "", false, null);
        }
    }

    /** Narrows a request to the accounts of who asks. */
    private void own(RoutingContext context, RouteTable.Match match, Verdict.Owner person, @Nullable Buffer body) {
        if (!(match instanceof RouteTable.Match.Found(var route))) {
            route(context, match, "", false, null);
            return;
        }
        ownAccounts
                .check(context, person, route, body)
                .onSuccess(own -> route(context, match, own.target(), person.token(), false, own.body()))
                .onFailure(failure -> unreadable(context, failure));
    }

    private void route(
            RoutingContext context, RouteTable.Match match, String token, boolean operator, @Nullable Buffer body) {
        route(context, match, context.request().uri(), token, operator, body);
    }

    private void route(
            RoutingContext context,
            RouteTable.Match match,
            String target,
            String token,
            boolean operator,
            @Nullable Buffer body) {
        switch (match) {
            case RouteTable.Match.Found(var route)
            when operator == isForOperator(route) -> {
                context.put(ENTRY, new Entry(route, target, token, body));
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

    private void refuseWrongCredential(RoutingContext context) {
        Decision attempts = failedAttempts.note(context.request().remoteAddress());
        if (attempts.allowed()) {
            refuseCredential(context);
        } else {
            answers.refuse(context, attempts.problem());
        }
    }

    private void refuseCredential(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        answers.refuse(
                context,
                new ProblemException(
                        CommonProblem.UNAUTHENTICATED,
                        "Send one valid API key (Authorization: Bearer kz_…, X-API-Key, or the user name of HTTP Basic) or the token"
                                + " of an identity provider."));
    }
}
