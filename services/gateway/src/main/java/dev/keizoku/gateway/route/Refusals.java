package dev.keizoku.gateway.route;

import dev.keizoku.gateway.access.Credential;
import dev.keizoku.kernel.RequestIds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells of every request whose credential is no good or does not allow it, whoever found that out: where it came from, which
 * key it showed, what it wanted. Never the key. Nobody fills the disk with it; the meter counts them all.
 */
@Singleton
final class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final String METER = "keizoku.gateway.refused";
    private static final String OPERATION = "keizoku.operation";
    private static final String WHO = "keizoku.who";
    private static final String NOBODY = "-";

    /** Before the gate, after ids are given. */
    private static final int PRIORITY = 650;

    private static final int LINES_OF_ADDRESS = 20;
    private static final int LINES_OF_ALL = 300;

    private final Map<Integer, Counter> counters;
    private final RefusedLines lines = new RefusedLines(LINES_OF_ADDRESS, LINES_OF_ALL);
    private final Clock clock;

    Refusals(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.counters = Map.of(
                401, meters.counter(METER, "status", "401"),
                403, meters.counter(METER, "status", "403"),
                429, meters.counter(METER, "status", "429"));
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, PRIORITY);
    }

    /** Notes what is asked for, by the contract, so that no id of a path is told. */
    static void asksFor(RoutingContext context, Route route) {
        context.put(OPERATION, context.request().method() + " " + route.template());
    }

    /** Notes who asks, as far as that is known. */
    static void isFrom(RoutingContext context, @Nullable String who) {
        context.put(WHO, who == null ? NOBODY : who);
    }

    private void watch(RoutingContext context) {
        context.addHeadersEndHandler(written -> note(context, context.response().getStatusCode()));
        context.next();
    }

    private void note(RoutingContext context, int status) {
        Counter counter = counters.get(status);
        if (counter == null) {
            return;
        }
        counter.increment();
        tellTheRest();
        String address = addressOf(context);
        if (status != 429 && lines.take(address)) {
            LOG.warnf(
                    "refused %d: %s by %s from %s, request %s",
                    status,
                    context.<String>get(OPERATION, "no operation of ours"),
                    context.<String>get(
                            WHO, Credential.idOf(Credential.of(context.request().headers()))),
                    address,
                    RequestIds.of(context));
        }
    }

    @Scheduled(
            every = "1M",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void tellTheRest() {
        lines.turnTo(clock.instant().getEpochSecond() / 60)
                .ifPresent(rest -> LOG.warnf(
                        "refused %d more within a minute, %d of it all from %s",
                        rest.count(), rest.ofBusiest(), rest.busiest()));
    }

    private static String addressOf(RoutingContext context) {
        SocketAddress address = context.request().remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? "unknown" : host;
    }
}
