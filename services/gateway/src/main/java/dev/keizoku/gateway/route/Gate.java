package dev.keizoku.gateway.route;

import dev.keizoku.gateway.access.Admission;
import dev.keizoku.gateway.access.Admission.Verdict;
import dev.keizoku.gateway.access.Credential;
import dev.keizoku.gateway.document.PublicPages;
import dev.keizoku.gateway.limit.Decision;
import dev.keizoku.gateway.limit.FailedAttempts;
import dev.keizoku.gateway.people.Credentials;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Contract;
import dev.keizoku.kernel.ProblemException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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

    private static final String ARRIVED = "keizoku.arrived";

    private final Admission admission;
    private final Credentials credentials;
    private final KeyInBody keyInBody;
    private final Turnstile turnstile;
    private final FailedAttempts failedAttempts;
    private final PageCalls pages;
    private final OwnAccounts ownAccounts;
    private final CrossOrigin crossOrigin;
    private final Answers answers;
    private final RouteTable routes = RouteTable.of(Contract::load);

    Gate(
            Admission admission,
            Credentials credentials,
            KeyInBody keyInBody,
            Turnstile turnstile,
            FailedAttempts failedAttempts,
            PageCalls pages,
            OwnAccounts ownAccounts,
            CrossOrigin crossOrigin,
            Answers answers) {
        this.admission = admission;
        this.credentials = credentials;
        this.keyInBody = keyInBody;
        this.turnstile = turnstile;
        this.failedAttempts = failedAttempts;
        this.pages = pages;
        this.ownAccounts = ownAccounts;
        this.crossOrigin = crossOrigin;
        this.answers = answers;
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
        countAs(context, "none");
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
            countAs(context, found.template());
            Refusals.asksFor(context, found);
        }
        if (match instanceof RouteTable.Match.Found(var route)
                && route.access().open()
                && route.access().scope() != null) {
            new Entry(route, target, admission.anybody(route.access().scope()), null).keep(context);
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

    private static void countAs(RoutingContext context, String path) {
        context.vertx().getOrCreateContext().putLocal(PATH_OF_METRICS, path);
    }

    private void check(
            RoutingContext context, @Nullable String credential, RouteTable.Match match, @Nullable Buffer body) {
        if (credential == null) {
            refuseCredential(context);
            return;
        }
        Refusals.isFrom(context, Credential.idOf(credential));
        CompletableFuture<Verdict> verdict = credentials.check(credential);
        Pause.until(verdict, context, body, () -> decide(context, verdict, match, body));
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
            case Verdict.Operator(var token) -> letIn(context, match, token, true, body);
            case Verdict.Tenant(var tenant, var subject, var scopes, var token) ->
                turnstile.pass(context, match, body, tenant, subject, () -> letIn(context, match, token, false, body));
            case Verdict.Owner person ->
                turnstile.pass(
                        context,
                        match,
                        body,
                        person.tenant(),
                        person.subject(),
                        () -> letIn(context, match, route -> ownAccounts.check(context, person, route, body)));
            case Verdict.Publishable page ->
                turnstile.pass(
                        context,
                        match,
                        body,
                        page.tenant(),
                        page.subject(),
                        () -> letIn(context, match, route -> pages.check(context, page, route, body)));
            case Verdict.Browser page ->
                turnstile.pass(
                        context,
                        match,
                        body,
                        page.tenant(),
                        page.subject() + "/" + page.user(),
                        () -> letIn(context, match, route -> pages.check(context, page, route)));
        }
    }

    /** Lets a request in that is found to be open to who asks. */
    private void letIn(RoutingContext context, RouteTable.Match match, Function<Route, Future<Entry>> check) {
        find(
                context,
                match,
                route -> check.apply(route)
                        .onSuccess(entry -> letIn(context, entry, false))
                        .onFailure(failure -> unreadable(context, failure)));
    }

    private void letIn(
            RoutingContext context, RouteTable.Match match, String token, boolean operator, @Nullable Buffer body) {
        String target = context.request().uri();
        find(context, match, route -> letIn(context, new Entry(route, target, token, body), operator));
    }

    private void letIn(RoutingContext context, Entry entry, boolean operator) {
        if (operator == isForOperator(entry.route())) {
            entry.keep(context);
            context.next();
        } else {
            answers.refuse(
                    context,
                    new ProblemException(
                            CommonProblem.FORBIDDEN,
                            operator
                                    ? "The operator key opens nothing that belongs to a tenant."
                                    : "This needs the operator key."));
        }
    }

    private void find(RoutingContext context, RouteTable.Match match, Consumer<Route> next) {
        switch (match) {
            case RouteTable.Match.Found(var route) -> next.accept(route);
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
