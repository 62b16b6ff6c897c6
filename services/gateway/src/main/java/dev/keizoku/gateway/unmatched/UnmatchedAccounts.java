package dev.keizoku.gateway.unmatched;

import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.UriText;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Walks the accounts that events name, in the order of their ids, and leaves out those that are registered. */
@Singleton
class UnmatchedAccounts {

    private static final int AT_ONCE = 500;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Questions questions;
    private final Duration timeout;

    UnmatchedAccounts(Questions questions, @ConfigProperty(name = "keizoku.overview.part-timeout") Duration timeout) {
        this.questions = questions;
        this.timeout = timeout;
    }

    /** An account nobody has registered, and when events named it. */
    public record Unmatched(String accountId, long events, LocalDate firstSeenOn, LocalDate lastSeenOn) {}

    record Seen(List<Unmatched> data) {}

    record Known(List<String> accountIds) {}

    /**
     * Part of the list.
     *
     * @param last the last account that was looked at, whether unmatched or not; where the next part begins
     * @param more whether any account comes after it
     */
    record Part(List<Unmatched> data, String last, boolean more) {}

    /**
     * At most {@code limit} accounts after one. Fewer, with more to come, when among many that are registered none was
     * found in time.
     *
     * @throws ProblemException 503 when a service does not answer
     */
    Part after(String account, int limit, Asking asking) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Unmatched> found = new ArrayList<>();
        String last = account;
        while (true) {
            List<Unmatched> seen = seen(last, asking);
            Set<String> known = seen.isEmpty() ? Set.of() : known(seen, asking);
            for (Unmatched one : seen) {
                if (!known.contains(one.accountId())) {
                    if (found.size() == limit) {
                        return new Part(found, last, true);
                    }
                    found.add(one);
                }
                last = one.accountId();
            }
            if (seen.size() < AT_ONCE) {
                return new Part(found, last, false);
            }
            if (System.nanoTime() > deadline) {
                return new Part(found, last, true);
            }
        }
    }

    private List<Unmatched> seen(String after, Asking asking) {
        String from = after.isEmpty() ? "" : "&after=" + UriText.of(after);
        return ask(Question.get(Upstream.USAGE, "/v1/seen-accounts?limit=" + AT_ONCE + from), asking, Seen.class)
                .data();
    }

    private Set<String> known(List<Unmatched> seen, Asking asking) {
        Map<String, List<String>> ids =
                Map.of("account_ids", seen.stream().map(Unmatched::accountId).toList());
        Question question = Question.post(Upstream.SUBSCRIPTIONS, "/v1/known-accounts", ids);
        return new HashSet<>(ask(question, asking, Known.class).accountIds());
    }

    private <T> T ask(Question question, Asking asking, Class<T> type) {
        return questions.ask(question, asking).body(type).orElseThrow(() -> away(question.service()));
    }

    private static ProblemException away(Upstream service) {
        return new ProblemException(
                        CommonProblem.UNAVAILABLE,
                        "Which accounts are unmatched cannot be told while " + service.contract()
                                + " does not answer. Try again.")
                .retryAfter(SOON);
    }
}
