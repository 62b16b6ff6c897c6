package dev.keizoku.gateway.route;

import dev.keizoku.gateway.access.Admission;
import dev.keizoku.gateway.access.Admission.Verdict;
import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.gateway.upstream.GatewayConfig;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what pages in browsers may call: with a publishable key what sends events, with a browser token what a contract
 * marks as meant for it, and of that only what belongs to the account and the user of the token.
 */
@Singleton
final class PageCalls {

    private static final int MOST_BYTES = 16 * 1024;
    private static final Set<String> READING =
            Set.of("subscriptions:read", "usage:read", "health:read", Scopes.PERSONAL_MASKED);

    private final Admission admission;
    private final CrossOrigin crossOrigin;
    private final WholeBodies bodies;
    private final Upgrade upgrade;
    private final Duration deadline;

    PageCalls(Admission admission, CrossOrigin crossOrigin, WholeBodies bodies, Upgrade upgrade, GatewayConfig config) {
        this.admission = admission;
        this.crossOrigin = crossOrigin;
        this.bodies = bodies;
        this.upgrade = upgrade;
        this.deadline = config.bodyDeadline();
    }

    /** Fails with a {@link ProblemException} when the page may not call this. */
    Future<Entry> check(RoutingContext context, Verdict.Publishable page, Route route, @Nullable Buffer body) {
        ProblemException objection = crossOrigin.objection(context, page.tenant(), true);
        if (objection == null && !page.origins().contains(context.request().getHeader("Origin"))) {
            objection = forbidden("This key is good from other pages.");
        }
        if (objection == null && !route.access().publishable()) {
            objection = forbidden("A publishable key sends events and does nothing else.");
        }
        return objection == null
                ? Future.succeededFuture(new Entry(route, context.request().uri(), page.token(), body))
                : Future.failedFuture(objection);
    }

    /** Fails with a {@link ProblemException} when the page may not call this. */
    Future<Entry> check(RoutingContext context, Verdict.Browser page, Route route) {
        ProblemException objection = crossOrigin.objection(context, page.tenant(), false);
        String scope = route.access().scope();
        if (objection == null && (!route.access().browser() || scope == null)) {
            objection = forbidden("A browser token does not open this.");
        }
        if (objection == null && !page.scopes().contains(scope)) {
            objection = forbidden("The key this token was had with does not open this.");
        }
        String account = segment(route, context, "{account_id}");
        if (objection == null
                && account != null
                && !account.equals(page.account().value())) {
            objection = ProblemException.notFound("account");
        }
        if (objection != null) {
            return Future.failedFuture(objection);
        }
        String target = context.request().uri();
        if (route.method() == HttpMethod.GET) {
            return Future.succeededFuture(new Entry(route, target, admission.of(page, readable(page)), null));
        }
        String token = admission.of(page, Set.of(String.valueOf(scope)));
        return bodies.read(context, MOST_BYTES, deadline)
                .compose(body ->
                        checkBody(context, page, route, body).map(good -> new Entry(route, target, token, body)));
    }

    private Future<Void> checkBody(RoutingContext context, Verdict.Browser page, Route route, Buffer body) {
        if (context.request().query() != null) {
            return Future.failedFuture(forbidden("A page writes without parameters."));
        }
        String subscription = rawSegment(route, context, "{subscription_id}");
        if (subscription != null) {
            String token = admission.of(page, Set.of("subscriptions:read"));
            return upgrade.check(subscription, body, page.account(), new Upgrade.Asking(token, RequestIds.of(context)));
        }
        String objection = PageEvent.objection(context.request().headers(), body, page.account(), page.user());
        return objection == null ? Future.succeededFuture() : Future.failedFuture(forbidden(objection));
    }

    private static Set<String> readable(Verdict.Browser page) {
        return page.scopes().stream().filter(READING::contains).collect(Collectors.toSet());
    }

    private static @Nullable String segment(Route route, RoutingContext context, String parameter) {
        String raw = rawSegment(route, context, parameter);
        return raw == null ? null : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static @Nullable String rawSegment(Route route, RoutingContext context, String parameter) {
        return PathRules.segment(route.template(), context.request().uri(), parameter);
    }

    private static ProblemException forbidden(String detail) {
        return new ProblemException(CommonProblem.FORBIDDEN, detail);
    }
}
