package dev.keizoku.gateway.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.keizoku.gateway.access.Admission.Verdict;
import dev.keizoku.gateway.route.Route.AccountIn;
import dev.keizoku.gateway.upstream.GatewayConfig;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Reply;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a person to the accounts whose owner the person is: the account of a path is looked up, a list that can be
 * narrowed to an owner is, the account that a thing is of is asked for, and what can be none of these is refused.
 */
@Singleton
final class OwnAccounts {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final int MOST_BYTES = 16 * 1024;
    private static final String ID = "{id}";

    private final Questions questions;
    private final WholeBodies bodies;
    private final ObjectMapper mapper;
    private final Duration deadline;

    OwnAccounts(Questions questions, WholeBodies bodies, ObjectMapper mapper, GatewayConfig config) {
        this.questions = questions;
        this.bodies = bodies;
        this.mapper = mapper;
        this.deadline = config.bodyDeadline();
    }

    /** Fails with a {@link ProblemException} when it goes beyond the person's accounts. */
    Future<Entry> check(RoutingContext context, Verdict.Owner person, Route route, @Nullable Buffer body) {
        return switch (route.reach().accountIn()) {
            case AccountIn.Answer told ->
                ofAnswer(context, person, route, told).map(own -> new Entry(route, own, person.token(), body));
            case AccountIn.Body told -> ofBody(context, person, route, told);
            case null -> byPath(context, person, route).map(own -> new Entry(route, own, person.token(), body));
        };
    }

    /** Of whose account the thing in the path is, is in what the service says of it. */
    private Future<String> ofAnswer(RoutingContext context, Verdict.Owner person, Route route, AccountIn.Answer told) {
        String target = context.request().uri();
        String id = PathRules.segment(route.template(), target, ID);
        if (id == null || !(route.target() instanceof Route.Target.Behind(var service))) {
            return Future.failedFuture(beyond());
        }
        return ask(context, person, service, told.template().replace(ID, id)).compose(thing -> {
            String account = thing.at(told.at()).textValue();
            return account == null
                    ? Future.failedFuture(ProblemException.notFound(told.what()))
                    : ofOwn(context, person, UriText.of(account), told.what(), target);
        });
    }

    private Future<Entry> ofBody(RoutingContext context, Verdict.Owner person, Route route, AccountIn.Body told) {
        if (context.request().getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            return Future.failedFuture(
                    new ProblemException(CommonProblem.UNSUPPORTED_MEDIA_TYPE, "This body is not compressed."));
        }
        return bodies.read(context, MOST_BYTES, deadline).compose(body -> {
            String account = account(body, told);
            return account == null
                    ? Future.failedFuture(new ProblemException(
                            CommonProblem.INVALID_REQUEST, "The body is a JSON document that names an account."))
                    : ofOwn(
                                    context,
                                    person,
                                    UriText.of(account),
                                    "account",
                                    context.request().uri())
                            .map(target -> new Entry(route, target, person.token(), body));
        });
    }

    private @Nullable String account(Buffer body, AccountIn.Body told) {
        try {
            return mapper.readTree(body.getBytes()).at(told.at()).textValue();
        } catch (IOException unreadable) {
            return null;
        }
    }

    private Future<String> ofOwn(
            RoutingContext context, Verdict.Owner person, String account, String what, String target) {
        return ask(context, person, Upstream.SUBSCRIPTIONS, "/v1/accounts/" + account)
                .compose(found -> person.subject().equals(found.path("owner").textValue())
                        ? Future.succeededFuture(target)
                        : Future.failedFuture(ProblemException.notFound(what)));
    }

    private Future<String> byPath(RoutingContext context, Verdict.Owner person, Route route) {
        String target = context.request().uri();
        String account = PathRules.segment(route.template(), target, "{account_id}");
        Route.Reach reach = route.reach();
        if (account != null && !reach.otherAccounts()) {
            return ofOwn(context, person, account, "account", target);
        }
        if (reach.ownerFilter() != null && route.target() instanceof Route.Target.Behind) {
            return Future.succeededFuture(narrowed(target, reach.ownerFilter(), person.subject()));
        }
        return route.method() == HttpMethod.GET && ofNoAccount(route)
                ? Future.succeededFuture(target)
                : Future.failedFuture(beyond());
    }

    /** What is read with any scope, or with several, belongs to the tenant as a whole. */
    private static boolean ofNoAccount(Route route) {
        String scope = String.valueOf(route.access().scope());
        return (scope.equals("any") || scope.contains(" or ")) && !route.reach().otherAccounts();
    }

    private static ProblemException beyond() {
        return new ProblemException(CommonProblem.FORBIDDEN, "This goes beyond the accounts you own.");
    }

    /** The target with one owner in place of all that it names. */
    static String narrowed(String target, String parameter, String owner) {
        int mark = target.indexOf('?');
        String own = parameter + "=" + URLEncoder.encode(owner, StandardCharsets.UTF_8);
        if (mark < 0) {
            return target + "?" + own;
        }
        String others = Arrays.stream(target.substring(mark + 1).split("&", -1))
                .filter(pair -> !pair.isEmpty() && !parameter.equals(name(pair)))
                .map(pair -> pair + "&")
                .collect(Collectors.joining());
        return target.substring(0, mark + 1) + others + own;
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        String raw = equals < 0 ? pair : pair.substring(0, equals);
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unreadable) {
            return raw;
        }
    }

    /** A missing node when there is no such thing. */
    private Future<JsonNode> ask(RoutingContext context, Verdict.Owner person, Upstream service, String path) {
        // What was not read of the body stays where it is meanwhile.
        context.request().pause();
        return questions
                .ask(Question.get(service, path), person.token(), RequestIds.of(context), TIMEOUT)
                .compose(reply -> switch (reply) {
                    case Reply.Success found -> Future.succeededFuture(found.body());
                    case Reply.Refused refused
                    when refused.isNotThere() -> Future.succeededFuture(MissingNode.getInstance());
                    case Reply.Refused refused -> Future.failedFuture(unavailable());
                    case Reply.Away away -> Future.failedFuture(unavailable());
                });
    }

    private static ProblemException unavailable() {
        return new ProblemException(CommonProblem.UNAVAILABLE, "It cannot be told whose account this is. Try again.")
                .retryAfter(Duration.ofSeconds(1));
    }
}
