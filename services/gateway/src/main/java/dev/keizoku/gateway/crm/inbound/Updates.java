package dev.keizoku.gateway.crm.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.crm.AccountIds;
import dev.keizoku.gateway.crm.Inside;
import dev.keizoku.gateway.crm.Inside.Answer;
import dev.keizoku.gateway.crm.Inside.Asking;
import dev.keizoku.gateway.crm.Inside.Request;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands what a CRM says to the services that own it, one thing after another; each can be said again. */
@Singleton
class Updates {

    /** What was not begun by then is left to be sent again, so that an answer comes in time. */
    private static final Duration ENOUGH = Duration.ofMillis(2_500);

    private final Inside inside;
    private final AccountIds accounts;

    Updates(Inside inside, AccountIds accounts) {
        this.inside = inside;
        this.accounts = accounts;
    }

    /**
     * Who says it.
     *
     * @param as what the caller's own key allows
     * @param reading to find the account and its subscription
     */
    record Saying(String system, ZoneId zone, Asking as, Asking reading) {}

    /** One batch under way: until when things are begun, and who did not answer any more. */
    private record Batch(Saying saying, long deadline, Set<Upstream> silent) {}

    /** What became of what was said of an account. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Outcome(
            int index,
            @Nullable String accountId,
            Told.Status status,
            @Nullable Told owner,
            @Nullable Told renewal,
            @Nullable Told offer) {}

    List<Outcome> tell(List<Update> updates, Saying saying) {
        Set<String> external = new LinkedHashSet<>();
        for (Update update : updates) {
            if (update.externalId() != null) {
                external.add(update.externalId());
            }
        }
        Map<String, List<String>> known =
                external.isEmpty() ? Map.of() : accounts.of(saying.system(), external, saying.reading());
        Batch batch = new Batch(saying, System.nanoTime() + ENOUGH.toNanos(), EnumSet.noneOf(Upstream.class));
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < updates.size(); i++) {
            Update update = updates.get(i);
            List<String> ids = update.accountId() != null
                    ? List.of(update.accountId().value())
                    : known.getOrDefault(String.valueOf(update.externalId()), List.of());
            outcomes.add(ids.size() == 1 ? told(i, ids.getFirst(), update, batch) : nobody(i, ids, update));
        }
        return outcomes;
    }

    private static Outcome nobody(int index, List<String> ids, Update update) {
        Told told = ids.isEmpty()
                ? Told.rejected("unknown_account", "No account has this external id.")
                : Told.rejected("ambiguous_account", ids.size() + " accounts have this external id.");
        return outcome(
                index,
                null,
                update.owner() == null ? null : told,
                update.renewal() == null ? null : told,
                update.offer() == null ? null : told);
    }

    private Outcome told(int index, String account, Update update, Batch batch) {
        Saying saying = batch.saying();
        String path = "/v1/accounts/" + Inside.encoded(account);
        return outcome(
                index,
                account,
                taken(batch, Upstream.SUBSCRIPTIONS, update.owner(), owner -> owner(path, owner, saying)),
                taken(batch, Upstream.SUBSCRIPTIONS, update.renewal(), renewal -> renewal(account, renewal, saying)),
                taken(batch, Upstream.HEALTH, update.offer(), offer -> offer(path, offer, saying)));
    }

    private static Outcome outcome(
            int index, @Nullable String account, @Nullable Told owner, @Nullable Told renewal, @Nullable Told offer) {
        Told.Status worst = Told.Status.ACCEPTED;
        for (Told each : new @Nullable Told[] {owner, renewal, offer}) {
            if (each != null && each.status().compareTo(worst) > 0) {
                worst = each.status();
            }
        }
        return new Outcome(index, account, worst, owner, renewal, offer);
    }

    /** One service that is away spoils nothing that another one took. */
    private static <T> @Nullable Told taken(Batch batch, Upstream service, @Nullable T said, Function<T, Told> step) {
        if (said == null) {
            return null;
        }
        if (batch.silent().contains(service) || System.nanoTime() > batch.deadline()) {
            return Told.unavailable("It was not begun in time. Send it again.");
        }
        try {
            return step.apply(said);
        } catch (ProblemException problem) {
            if (problem.type() != CommonProblem.UNAVAILABLE) {
                return Told.rejected(problem.type().slug(), problem.detail());
            }
            batch.silent().add(service);
            return Told.unavailable(problem.detail());
        }
    }

    private Told owner(String path, Update.Owner owner, Saying saying) {
        Map<String, Object> body = owner.id() == null ? Map.of() : Map.of("owner", owner.id());
        return Told.of(inside.ask(put(path + "/owner", body), saying.as()));
    }

    private Told renewal(String account, Update.Renewal renewal, Saying saying) {
        String subscription = renewal.subscriptionId();
        if (subscription == null) {
            JsonNode page = inside.read(
                    Request.get(
                            Upstream.SUBSCRIPTIONS,
                            "/v1/subscriptions?limit=2&state=active&account_id=" + Inside.encoded(account)),
                    saying.reading());
            if (page.path("data").size() != 1 || page.path("has_more").asBoolean()) {
                return Told.rejected(
                        "subscription_needed",
                        "Say which subscription renews: the account does not have exactly one that is active.");
            }
            subscription = page.at("/data/0/subscription_id").asText();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "due_at",
                renewal.renewsOn().atStartOfDay(saying.zone()).toInstant().toString());
        if (renewal.intent() != null) {
            body.put("intent", renewal.intent());
        }
        return Told.of(inside.ask(
                put(
                        "/v1/subscriptions/" + Inside.encoded(subscription) + "/renewals/"
                                + Inside.encoded(renewal.renewalId()),
                        body),
                saying.as()));
    }

    private Told offer(String path, Update.Offer offer, Saying saying) {
        String id = offer.offerId();
        if (id == null) {
            Answer made = inside.ask(
                    Request.post(Upstream.HEALTH, path + "/offers", Objects.requireNonNull(offer.terms()))
                            .with("Idempotency-Key", "crm:" + saying.system() + ":" + offer.dealId()),
                    saying.as());
            if (!made.successful()) {
                return Told.of(made);
            }
            id = made.body().path("id").asText();
        }
        if (offer.outcome() == Update.Outcome.OPEN) {
            return Told.ACCEPTED;
        }
        Map<String, Object> closing =
                new LinkedHashMap<>(Map.of("outcome", offer.outcome().key()));
        if (offer.reason() != null) {
            closing.put("reason", offer.reason());
        }
        return Told.of(inside.ask(
                Request.post(Upstream.HEALTH, "/v1/offers/" + Inside.encoded(id) + "/outcome", closing), saying.as()));
    }

    private static Request put(String uri, Object body) {
        return new Request(Upstream.SUBSCRIPTIONS, HttpMethod.PUT, uri, Map.of(), body);
    }
}
