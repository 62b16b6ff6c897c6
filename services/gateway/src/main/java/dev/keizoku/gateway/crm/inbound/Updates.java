package dev.keizoku.gateway.crm.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.gateway.crm.AccountIds;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Reply;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.UriText;
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

    private final Questions questions;
    private final AccountIds accounts;

    Updates(Questions questions, AccountIds accounts) {
        this.questions = questions;
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
        String path = "/v1/accounts/" + UriText.of(account);
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
        Told told = step.apply(said);
        if (told.status() == Told.Status.UNAVAILABLE) {
            batch.silent().add(service);
        }
        return told;
    }

    private Told owner(String path, Update.Owner owner, Saying saying) {
        Map<String, Object> body = owner.id() == null ? Map.of() : Map.of("owner", owner.id());
        return ask(Question.put(Upstream.SUBSCRIPTIONS, path + "/owner", body), saying);
    }

    private Told renewal(String account, Update.Renewal renewal, Saying saying) {
        String subscription = renewal.subscriptionId();
        if (subscription == null) {
            Question asked = Question.get(
                    Upstream.SUBSCRIPTIONS, "/v1/subscriptions?limit=2&state=active&account_id=" + UriText.of(account));
            Reply found = questions.ask(asked, saying.reading()).reply();
            if (!(found instanceof Reply.Success active)) {
                return Told.of(Upstream.SUBSCRIPTIONS, found);
            }
            if (active.body().path("data").size() != 1
                    || active.body().path("has_more").asBoolean()) {
                return Told.rejected(
                        "subscription_needed",
                        "Say which subscription renews: the account does not have exactly one that is active.");
            }
            subscription = active.body().at("/data/0/subscription_id").asText();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "due_at",
                renewal.renewsOn().atStartOfDay(saying.zone()).toInstant().toString());
        if (renewal.intent() != null) {
            body.put("intent", renewal.intent());
        }
        String path = "/v1/subscriptions/" + UriText.of(subscription) + "/renewals/" + UriText.of(renewal.renewalId());
        return ask(Question.put(Upstream.SUBSCRIPTIONS, path, body), saying);
    }

    private Told offer(String path, Update.Offer offer, Saying saying) {
        String id = offer.offerId();
        if (id == null) {
            Question making = Question.post(Upstream.HEALTH, path + "/offers", Objects.requireNonNull(offer.terms()))
                    .with("Idempotency-Key", "crm:" + saying.system() + ":" + offer.dealId());
            Reply made = questions.ask(making, saying.as()).reply();
            if (!(made instanceof Reply.Success own)) {
                return Told.of(Upstream.HEALTH, made);
            }
            id = own.body().path("id").asText();
        }
        if (offer.outcome() == Update.Outcome.OPEN) {
            return Told.ACCEPTED;
        }
        Map<String, Object> closing =
                new LinkedHashMap<>(Map.of("outcome", offer.outcome().key()));
        if (offer.reason() != null) {
            closing.put("reason", offer.reason());
        }
        return ask(Question.post(Upstream.HEALTH, "/v1/offers/" + UriText.of(id) + "/outcome", closing), saying);
    }

    private Told ask(Question question, Saying saying) {
        return Told.of(question.service(), questions.ask(question, saying.as()).reply());
    }
}
