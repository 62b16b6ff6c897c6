package dev.keizoku.gateway.route;

import dev.keizoku.gateway.access.Origins;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers which pages may read an answer: those a publishable key names, and only of operations that pages may
 * call. To any other page the gateway is silent, and the browser keeps the answer from it.
 */
@Singleton
final class CrossOrigin {

    private static final String REQUEST_HEADERS =
            "Authorization, X-API-Key, Content-Type, Idempotency-Key, If-None-Match, Accept-Language";
    private static final String ANSWER_HEADERS =
            "X-Request-Id, ETag, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset";
    private static final String SECONDS_REMEMBERED = "600";

    private final Origins origins;

    CrossOrigin(Origins origins) {
        this.origins = origins;
    }

    /** Answers what a browser asks before the request itself, which comes without a credential. */
    boolean answersPreflight(RoutingContext context, RouteTable routes) {
        HttpServerRequest request = context.request();
        String wanted = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (request.method() != HttpMethod.OPTIONS || wanted == null) {
            return false;
        }
        RouteTable.Match match = routes.find(wanted, PathRules.pathOf(request.uri()));
        if (!greet(context, match)) {
            return false;
        }
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, wanted);
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
        response.putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS_REMEMBERED);
        response.setStatusCode(204).end();
        return true;
    }

    /** Lets a known page read the answer, whatever it will be, errors among them. */
    boolean greet(RoutingContext context, RouteTable.Match match) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null
                || !(match instanceof RouteTable.Match.Found(var route) && isForPages(route))
                || !origins.areKnown(origin)) {
            return false;
        }
        MultiMap headers = context.response().headers();
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
        headers.add(HttpHeaders.VARY, "Origin");
        return true;
    }

    /** What is wrong with where a request of a tenant's page comes from; null when nothing is. */
    @Nullable ProblemException objection(RoutingContext context, TenantId tenant, boolean needed) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null ? !needed : origins.areOf(tenant, origin)) {
            return null;
        }
        context.response().headers().remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        return new ProblemException(
                CommonProblem.FORBIDDEN, "This key is good from the pages it was made for, and not from this one.");
    }

    private static boolean isForPages(Route route) {
        return route.access().browser() || route.access().publishable();
    }
}
