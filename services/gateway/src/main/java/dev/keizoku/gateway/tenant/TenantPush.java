package dev.keizoku.gateway.tenant;

import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Questions.Asked;
import dev.keizoku.gateway.upstream.Reply;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.TenantRecord;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Questions questions;
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
            Questions questions,
            @ConfigProperty(name = "keizoku.tenants.push-timeout") Duration timeout) {
        this.store = store;
        this.questions = questions;
        this.timeout = timeout;
    }

    /** Tries every service once, all at the same time; who does not answer is tried again in the background. */
    void now(TenantRecord tenant) {
        Map<Upstream, Asked> underWay = new EnumMap<>(Upstream.class);
        for (Upstream service : Upstream.values()) {
            underWay.put(service, send(tenant, service));
        }
        underWay.forEach((service, asked) -> note(tenant, service, asked));
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

    private Asked send(TenantRecord tenant, Upstream service) {
        return questions.ask(
                Question.put(service, "/v1/tenants/" + tenant.tenant(), tenant),
                Asking.ofGateway(tenant.tenant(), "operator"),
                timeout);
    }

    /** Never fails: the caller's change is done, and what was not noted is sent again. */
    private Outcome note(TenantRecord tenant, Upstream service, Asked asked) {
        try {
            return switch (asked.reply()) {
                case Reply.Success taken -> {
                    taken(tenant, service);
                    yield Outcome.TAKEN;
                }
                case Reply.Refused refused -> {
                    if (refusals.add(new Refusal(service, tenant.tenant(), tenant.version()))) {
                        LOG.warnf(
                                "%s does not take the record of %s, trying on: answered %d",
                                service.contract(), tenant.tenant().value(), refused.status());
                    }
                    yield Outcome.REFUSED;
                }
                case Reply.Away away -> {
                    complain(service, away.reason());
                    yield Outcome.NO_ANSWER;
                }
            };
        } catch (RuntimeException failure) {
            complain(service, "what it took is not noted: " + failure);
            return Outcome.NO_ANSWER;
        }
    }

    private void taken(TenantRecord tenant, Upstream service) {
        store.delivered(tenant, service);
        if (silent.remove(service)) {
            LOG.infof("%s takes tenant records again", service.contract());
        }
        refusals.removeIf(each -> each.service() == service && each.tenant().equals(tenant.tenant()));
    }

    /** Once per silence, not once per try. */
    private void complain(Upstream service, String reason) {
        if (silent.add(service)) {
            LOG.warnf("%s does not take tenant records, trying on: %s", service.contract(), reason);
        }
    }
}
