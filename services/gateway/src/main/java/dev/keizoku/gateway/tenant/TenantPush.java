package dev.keizoku.gateway.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.gateway.upstream.Upstreams.Answer;
import dev.keizoku.gateway.upstream.Upstreams.Call;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Gives every service the newest version of every tenant: at once when it changes, and again in the background until
 * each has taken it. The services ignore what they already know, so several gateways may push the same.
 */
@Singleton
class TenantPush {

    private static final Logger LOG = Logger.getLogger(TenantPush.class);
    private static final int MOST_AT_ONCE = 200;

    private final PushStore store;
    private final Upstreams upstreams;
    private final InternalTokens tokens;
    private final ObjectMapper mapper;
    private final Duration timeout;
    private final Set<Upstream> silent = ConcurrentHashMap.newKeySet();
    private final Set<Refusal> refusals = ConcurrentHashMap.newKeySet();

    /** A record that a service does not take. */
    private record Refusal(Upstream service, TenantId tenant, long version) {}

    private enum Outcome {
        TAKEN,
        /** This record it does not take; others it may. */
        REFUSED,
        NO_ANSWER
    }

    TenantPush(
            PushStore store,
            Upstreams upstreams,
            InternalTokens tokens,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.tenants.push-timeout") Duration timeout) {
        this.store = store;
        this.upstreams = upstreams;
        this.tokens = tokens;
        this.mapper = mapper;
        this.timeout = timeout;
    }

    /** Tries every service once, all at the same time; who does not answer is tried again in the background. */
    void now(TenantRecord tenant) {
        Map<Upstream, CompletableFuture<Answer>> underWay = new EnumMap<>(Upstream.class);
        for (Upstream service : Upstream.values()) {
            underWay.put(service, send(tenant, service));
        }
        underWay.forEach((service, answer) -> note(tenant, service, answer));
    }

    @Scheduled(
            every = "{keizoku.tenants.push-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void retry() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Upstream service : Upstream.values()) {
            threads.add(Thread.startVirtualThread(() -> catchUp(service)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** One service down must not keep the others waiting, and is not asked twice in a row. */
    private void catchUp(Upstream service) {
        for (TenantRecord tenant : store.waitingFor(service, MOST_AT_ONCE)) {
            if (note(tenant, service, send(tenant, service)) == Outcome.NO_ANSWER) {
                return;
            }
        }
    }

    private CompletableFuture<Answer> send(TenantRecord tenant, Upstream service) {
        try {
            Call call = new Call(
                    HttpMethod.PUT,
                    "/v1/tenants/" + tenant.tenant(),
                    tokens.sign(tenant.tenant(), "gateway", Set.of("operator")),
                    UUID.randomUUID().toString(),
                    mapper.writeValueAsString(tenant),
                    timeout);
            return upstreams.ask(service, call).toCompletionStage().toCompletableFuture();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Never fails: the caller's change is done, and what was not noted is sent again. */
    private Outcome note(TenantRecord tenant, Upstream service, CompletableFuture<Answer> underWay) {
        try {
            // Twice: once for the connection, once for the answer.
            Answer answer = underWay.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.successful()) {
                store.delivered(tenant, service);
                if (silent.remove(service)) {
                    LOG.infof("%s takes tenant records again", service.contract());
                }
                refusals.removeIf(
                        each -> each.service() == service && each.tenant().equals(tenant.tenant()));
                return Outcome.TAKEN;
            }
            if (answer.status() >= 400 && answer.status() < 500) {
                if (refusals.add(new Refusal(service, tenant.tenant(), tenant.version()))) {
                    LOG.warnf(
                            "%s does not take the record of %s, trying on: answered %d",
                            service.contract(), tenant.tenant().value(), answer.status());
                }
                return Outcome.REFUSED;
            }
            complain(service, "answered " + answer.status());
        } catch (ExecutionException failure) {
            complain(service, String.valueOf(failure.getCause()));
        } catch (TimeoutException slow) {
            complain(service, "did not answer in time");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            complain(service, "what it took is not noted: " + failure);
        }
        return Outcome.NO_ANSWER;
    }

    /** Once per silence, not once per try. */
    private void complain(Upstream service, String reason) {
        if (silent.add(service)) {
            LOG.warnf("%s does not take tenant records, trying on: %s", service.contract(), reason);
        }
    }
}
