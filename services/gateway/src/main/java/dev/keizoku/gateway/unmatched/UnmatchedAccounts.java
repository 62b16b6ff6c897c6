package dev.keizoku.gateway.unmatched;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.gateway.upstream.Upstreams.Answer;
import dev.keizoku.gateway.upstream.Upstreams.Call;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Walks the accounts that events name, in the order of their ids, and leaves out those that are registered. */
@Singleton
class UnmatchedAccounts {

    private static final int AT_ONCE = 500;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final TypeReference<Seen> SEEN = new TypeReference<>() {};
    private static final TypeReference<Known> KNOWN = new TypeReference<>() {};

    private final Upstreams upstreams;
    private final ObjectMapper mapper;
    private final Duration timeout;

    UnmatchedAccounts(
            Upstreams upstreams,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.overview.part-timeout") Duration timeout) {
        this.upstreams = upstreams;
        this.mapper = mapper;
        this.timeout = timeout;
    }

    /** An account nobody has registered, and when events named it. */
    public record Unmatched(String accountId, long events, LocalDate firstSeenOn, LocalDate lastSeenOn) {}

    record Seen(List<Unmatched> data) {}

    record Known(List<String> accountIds) {}

    /** Who asks, for the services. */
    record Asking(String token, String requestId) {}

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
        String from = after.isEmpty() ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        return ask(Upstream.USAGE, HttpMethod.GET, "/v1/seen-accounts?limit=" + AT_ONCE + from, asking, null, SEEN)
                .data();
    }

    private Set<String> known(List<Unmatched> seen, Asking asking) {
        List<String> ids = seen.stream().map(Unmatched::accountId).toList();
        Known known = ask(
                Upstream.SUBSCRIPTIONS,
                HttpMethod.POST,
                "/v1/known-accounts",
                asking,
                Map.of("account_ids", ids),
                KNOWN);
        return new HashSet<>(known.accountIds());
    }

    private <T> T ask(
            Upstream service,
            HttpMethod method,
            String uri,
            Asking asking,
            @Nullable Object body,
            TypeReference<T> type) {
        try {
            String json = body == null ? null : mapper.writeValueAsString(body);
            Answer answer = upstreams
                    .ask(service, new Call(method, uri, asking.token(), asking.requestId(), json, timeout))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.successful()) {
                return mapper.readValue(answer.body().getBytes(), type);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException | IOException failure) {
            throw away(service);
        }
        throw away(service);
    }

    private static ProblemException away(Upstream service) {
        return new ProblemException(
                        CommonProblem.UNAVAILABLE,
                        "Which accounts are unmatched cannot be told while " + service.contract()
                                + " does not answer. Try again.")
                .retryAfter(SOON);
    }
}
