package dev.keizoku.gateway.overview;

import dev.keizoku.gateway.overview.Part.Reason;
import dev.keizoku.gateway.overview.Questions.Asking;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams.Answer;
import dev.keizoku.kernel.AccountId;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks every service about one account at the same moment and takes what comes back in time. */
@Singleton
class AccountOverview {

    private final Questions questions;

    AccountOverview(Questions questions) {
        this.questions = questions;
    }

    /** The parts, one for each question. */
    record Parts(
            AccountId accountId,
            Part account,
            Part subscriptions,
            Part revenue,
            Part usage,
            Part health,
            Part outcome) {}

    /** Empty only when {@code subscriptions} says that there is no such account. */
    Optional<Parts> of(AccountId account, Asking asking) {
        String id = Questions.encoded(account);
        String path = "/v1/accounts/" + id;
        long deadline = questions.deadline();
        CompletableFuture<Answer> facts = questions.ask(Upstream.SUBSCRIPTIONS, path, asking);
        CompletableFuture<Answer> subscriptions =
                questions.ask(Upstream.SUBSCRIPTIONS, "/v1/subscriptions?account_id=" + id, asking);
        CompletableFuture<Answer> revenue = questions.ask(Upstream.METRICS, path + "/mrr", asking);
        CompletableFuture<Answer> usage = questions.ask(Upstream.USAGE, path + "/usage", asking);
        CompletableFuture<Answer> health = questions.ask(Upstream.HEALTH, path + "/health", asking);
        CompletableFuture<Answer> outcome = questions.ask(Upstream.HEALTH, path + "/outcome", asking);
        Parts parts = new Parts(
                account,
                questions.await(facts, deadline),
                questions.await(subscriptions, deadline),
                questions.await(revenue, deadline),
                questions.await(usage, deadline),
                questions.await(health, deadline),
                questions.await(outcome, deadline));
        return parts.account().isMissing(Reason.NO_DATA) ? Optional.empty() : Optional.of(parts);
    }
}
