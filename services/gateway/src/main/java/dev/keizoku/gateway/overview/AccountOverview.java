package dev.keizoku.gateway.overview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.overview.Part.Reason;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.gateway.upstream.Upstreams.Answer;
import dev.keizoku.gateway.upstream.Upstreams.Call;
import dev.keizoku.kernel.AccountId;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks every service about one account at the same moment and takes what comes back in time. */
@Singleton
class AccountOverview {

    private final Upstreams upstreams;
    private final ObjectMapper mapper;
    private final Duration timeout;

    AccountOverview(
            Upstreams upstreams,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.overview.part-timeout") Duration timeout) {
        this.upstreams = upstreams;
        this.mapper = mapper;
        this.timeout = timeout;
    }

    /** The parts, one for each question. */
    record Parts(AccountId accountId, Part account, Part subscriptions, Part revenue, Part usage, Part health) {}

    /** Empty only when {@code subscriptions} says that there is no such account. */
    Optional<Parts> of(AccountId account, String token, String requestId) {
        String id = URLEncoder.encode(account.value(), StandardCharsets.UTF_8).replace("+", "%20");
        String path = "/v1/accounts/" + id;
        long deadline = System.nanoTime() + timeout.toNanos();
        CompletableFuture<Answer> facts = ask(Upstream.SUBSCRIPTIONS, path, token, requestId);
        CompletableFuture<Answer> subscriptions =
                ask(Upstream.SUBSCRIPTIONS, "/v1/subscriptions?account_id=" + id, token, requestId);
        CompletableFuture<Answer> revenue = ask(Upstream.METRICS, path + "/mrr", token, requestId);
        CompletableFuture<Answer> usage = ask(Upstream.USAGE, path + "/usage", token, requestId);
        CompletableFuture<Answer> health = ask(Upstream.HEALTH, path + "/health", token, requestId);
        Parts parts = new Parts(
                account,
                await(facts, deadline),
                await(subscriptions, deadline),
                await(revenue, deadline),
                await(usage, deadline),
                await(health, deadline));
        return parts.account().isMissing(Reason.NO_DATA) ? Optional.empty() : Optional.of(parts);
    }

    private CompletableFuture<Answer> ask(Upstream service, String uri, String token, String requestId) {
        return upstreams
                .ask(service, new Call(HttpMethod.GET, uri, token, requestId, null, timeout))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private Part await(CompletableFuture<Answer> underWay, long deadline) {
        try {
            return read(underWay.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException slow) {
            return Part.missing(Reason.TIMEOUT);
        } catch (ExecutionException failure) {
            boolean slow = failure.getCause() instanceof TimeoutException;
            return Part.missing(slow ? Reason.TIMEOUT : Reason.UNAVAILABLE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Part.missing(Reason.UNAVAILABLE);
        }
    }

    private Part read(Answer answer) {
        if (answer.status() == 404) {
            return Part.missing(Reason.NO_DATA);
        }
        if (answer.status() == 403) {
            return Part.missing(Reason.FORBIDDEN);
        }
        if (!answer.successful()) {
            return Part.missing(Reason.UNAVAILABLE);
        }
        try {
            JsonNode data = mapper.readTree(answer.body().getBytes());
            return Part.of(data);
        } catch (IOException notJson) {
            return Part.missing(Reason.UNAVAILABLE);
        }
    }
}
