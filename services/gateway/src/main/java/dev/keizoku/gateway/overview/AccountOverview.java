package dev.keizoku.gateway.overview;

import dev.keizoku.gateway.overview.Part.Reason;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Questions.Asked;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.kernel.AccountId;
import jakarta.inject.Singleton;
import java.util.Optional;

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
        String id = UriText.of(account.value());
        String path = "/v1/accounts/" + id;
        Asked facts = questions.get(Upstream.SUBSCRIPTIONS, path, asking);
        Asked subscriptions = questions.get(Upstream.SUBSCRIPTIONS, "/v1/subscriptions?account_id=" + id, asking);
        Asked revenue = questions.get(Upstream.METRICS, path + "/mrr", asking);
        Asked usage = questions.get(Upstream.USAGE, path + "/usage", asking);
        Asked health = questions.get(Upstream.HEALTH, path + "/health", asking);
        Asked outcome = questions.get(Upstream.HEALTH, path + "/outcome", asking);
        Parts parts = new Parts(
                account,
                Part.of(facts.reply()),
                Part.of(subscriptions.reply()),
                Part.of(revenue.reply()),
                Part.of(usage.reply()),
                Part.of(health.reply()),
                Part.of(outcome.reply()));
        return parts.account().isMissing(Reason.NO_DATA) ? Optional.empty() : Optional.of(parts);
    }
}
