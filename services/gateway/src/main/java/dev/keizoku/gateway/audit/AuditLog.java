package dev.keizoku.gateway.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.gateway.upstream.Upstreams.Answer;
import dev.keizoku.gateway.upstream.Upstreams.Call;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Puts the entries of the gateway and of the services that keep some into one list, the newest first. */
@Singleton
class AuditLog {

    private static final int OURS = 0;
    /** Their places are part of cursors: a further one goes to the end. */
    private static final List<Upstream> KEEPERS = List.of(Upstream.USAGE);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final TypeReference<Entries> ENTRIES = new TypeReference<>() {};

    private final AuditStore store;
    private final Upstreams upstreams;
    private final ObjectMapper mapper;
    private final Duration timeout;

    AuditLog(
            AuditStore store,
            Upstreams upstreams,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.overview.part-timeout") Duration timeout) {
        this.store = store;
        this.upstreams = upstreams;
        this.mapper = mapper;
        this.timeout = timeout;
    }

    /** What is asked for; an empty list and a null bound leave nothing out. */
    record Question(
            List<String> actions,
            List<String> actors,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Who asks, for the services. */
    record Asking(TenantId tenant, String token, String requestId) {}

    /** An entry, and whose it is. */
    record Placed(Position position, String service, AuditEntry entry) {}

    record Entries(List<AuditEntry> data) {}

    /**
     * The entries after a place, at most {@code limit}.
     *
     * @param after null for the beginning
     * @throws ProblemException 503 when a service that keeps entries does not answer
     */
    List<Placed> after(@Nullable Position after, Question question, int limit, Asking asking) {
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < KEEPERS.size(); i++) {
            asked.add(ask(KEEPERS.get(i), bound(after, i + 1), question, limit, asking));
        }
        List<Placed> entries = new ArrayList<>();
        place(entries, OURS, "gateway", store.before(asking.tenant(), bound(after, OURS), question, limit));
        for (int i = 0; i < KEEPERS.size(); i++) {
            Upstream keeper = KEEPERS.get(i);
            place(entries, i + 1, keeper.contract(), read(keeper, asked.get(i)));
        }
        entries.sort(Comparator.comparing(Placed::position));
        return entries.size() > limit ? entries.subList(0, limit) : entries;
    }

    private static void place(List<Placed> entries, int source, String service, List<AuditEntry> own) {
        own.forEach(entry -> entries.add(new Placed(new Position(entry.at(), source, entry.id()), service, entry)));
    }

    private static @Nullable Bound bound(@Nullable Position after, int source) {
        return after == null ? null : after.boundOf(source);
    }

    private CompletableFuture<Answer> ask(
            Upstream keeper, @Nullable Bound bound, Question question, int limit, Asking asking) {
        StringBuilder uri = new StringBuilder("/v1/audit-entries?limit=").append(limit);
        add(uri, "before", bound == null ? null : bound.wire());
        add(uri, "from", question.from());
        add(uri, "to", question.to());
        question.actions().forEach(action -> add(uri, "action", action));
        question.actors().forEach(actor -> add(uri, "actor", actor));
        Call call = new Call(HttpMethod.GET, uri.toString(), asking.token(), asking.requestId(), null, timeout);
        return upstreams.ask(keeper, call).toCompletionStage().toCompletableFuture();
    }

    private static void add(StringBuilder uri, String name, @Nullable Object value) {
        if (value != null) {
            uri.append('&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        }
    }

    private List<AuditEntry> read(Upstream keeper, CompletableFuture<Answer> underWay) {
        try {
            Answer answer = underWay.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.successful()) {
                return mapper.readValue(answer.body().getBytes(), ENTRIES).data();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException | IOException failure) {
            throw away(keeper);
        }
        throw away(keeper);
    }

    private static ProblemException away(Upstream keeper) {
        return new ProblemException(
                        CommonProblem.UNAVAILABLE,
                        "The list is not whole while " + keeper.contract() + " does not answer. Try again.")
                .retryAfter(SOON);
    }
}
