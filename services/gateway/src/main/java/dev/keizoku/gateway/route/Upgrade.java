package dev.keizoku.gateway.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Reply;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;

/**
 * The one change a page may make to a subscription of its own account: now, to more of the same or to a higher public
 * plan of the same product, at the price the catalogue has.
 */
@Singleton
final class Upgrade {

    private static final Duration NOW = Duration.ofMinutes(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Set<String> MEMBERS =
            Set.of("change_id", "kind", "effective_at", "plan_id", "quantity", "reason");

    private final Questions questions;
    private final Clock clock;

    Upgrade(Questions questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    /** Who asks: a token that reads subscriptions and plans, and the request it is for. */
    record Asking(String token, String requestId) {}

    /**
     * Fails with a {@link ProblemException} when the change is none a page may make.
     *
     * @param subscription as it stands in the path
     */
    Future<Void> check(String subscription, Buffer body, AccountId account, Asking asking) {
        JsonNode change = read(body);
        if (!change.isObject()
                || change.properties().stream().anyMatch(member -> !MEMBERS.contains(member.getKey()))
                || !"change_terms".equals(change.path("kind").textValue())) {
            return refused("A page changes plan_id and quantity by change_terms, and nothing else.");
        }
        if (!isNow(change.path("effective_at").textValue())) {
            return refused("A page changes a subscription as of now.");
        }
        return ask("/v1/subscriptions/" + subscription, asking).compose(current -> {
            if (!account.value().equals(current.path("account_id").textValue())) {
                return Future.failedFuture(ProblemException.notFound("subscription"));
            }
            JsonNode quantity = change.path("quantity");
            if (quantity.isNumber()
                    && quantity.decimalValue()
                                    .compareTo(current.path("quantity").decimalValue())
                            < 0) {
                return refused("A page does not lower the quantity.");
            }
            String plan = change.path("plan_id").textValue();
            String currentPlan = current.path("plan_id").textValue();
            return plan == null || currentPlan == null || plan.equals(currentPlan)
                    ? Future.succeededFuture()
                    : higher(currentPlan, plan, asking);
        });
    }

    private Future<Void> higher(String from, String to, Asking asking) {
        Future<JsonNode> old = ask("/v1/plans/" + UriText.of(from), asking);
        Future<JsonNode> wanted = ask("/v1/plans/" + UriText.of(to), asking);
        return Future.all(old, wanted)
                .compose(both -> isHigher(old.result(), wanted.result())
                        ? Future.succeededFuture()
                        : refused("A page moves to a public plan of the same product with a higher tier_rank."));
    }

    private static boolean isHigher(JsonNode old, JsonNode wanted) {
        return wanted.path("public").asBoolean()
                && !wanted.path("legacy").asBoolean()
                && !wanted.path("add_on").asBoolean()
                && wanted.path("product").isTextual()
                && wanted.path("product").equals(old.path("product"))
                && wanted.path("tier_rank").asInt() > old.path("tier_rank").asInt();
    }

    private boolean isNow(String stated) {
        if (stated == null) {
            return false;
        }
        try {
            Instant at = OffsetDateTime.parse(stated).toInstant();
            return Duration.between(clock.instant(), at).abs().compareTo(NOW) <= 0;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }

    private Future<JsonNode> ask(String uri, Asking asking) {
        return questions
                .ask(Question.get(Upstream.SUBSCRIPTIONS, uri), asking.token(), asking.requestId(), TIMEOUT)
                .compose(reply -> switch (reply) {
                    case Reply.Success found -> Future.succeededFuture(found.body());
                    case Reply.Refused refused
                    when refused.isNotThere() ->
                        Future.failedFuture(
                                ProblemException.notFound(uri.startsWith("/v1/plans/") ? "plan" : "subscription"));
                    case Reply.Refused refused -> Future.failedFuture(unavailable());
                    case Reply.Away away -> Future.failedFuture(unavailable());
                });
    }

    private static JsonNode read(Buffer json) {
        try {
            JsonNode read = PageEvent.STRICT.readTree(json.getBytes());
            return read == null ? PageEvent.STRICT.nullNode() : read;
        } catch (IOException unreadable) {
            return PageEvent.STRICT.nullNode();
        }
    }

    private static Future<Void> refused(String detail) {
        return Future.failedFuture(new ProblemException(CommonProblem.FORBIDDEN, detail));
    }

    private static ProblemException unavailable() {
        return new ProblemException(CommonProblem.UNAVAILABLE, "The service behind this is not available. Try again.")
                .retryAfter(Duration.ofSeconds(1));
    }
}
