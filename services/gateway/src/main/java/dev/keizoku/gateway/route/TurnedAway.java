package dev.keizoku.gateway.route;

import dev.keizoku.gateway.upstream.Upstream;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Counts the requests no service had room for. Says so once in a while: under a flood a line for each would be one more. */
@Singleton
final class TurnedAway {

    private static final Logger LOG = Logger.getLogger(TurnedAway.class);
    private static final long SAID_EVERY_NANOS = 5_000_000_000L;

    private final MeterRegistry meters;
    private final Map<Upstream, Unsaid> unsaid = new EnumMap<>(Upstream.class);

    /** What is yet to be said of a service. */
    private record Unsaid(AtomicLong requests, AtomicLong sayNext) {}

    TurnedAway(MeterRegistry meters) {
        this.meters = meters;
        for (Upstream upstream : Upstream.values()) {
            counter(upstream);
            unsaid.put(upstream, new Unsaid(new AtomicLong(), new AtomicLong(System.nanoTime())));
        }
    }

    private Counter counter(Upstream upstream) {
        return meters.counter("keizoku.gateway.turned.away", "service", upstream.contract());
    }

    void note(Upstream upstream) {
        counter(upstream).increment();
        Unsaid of = Objects.requireNonNull(unsaid.get(upstream));
        of.requests().incrementAndGet();
        long due = of.sayNext().get();
        long now = System.nanoTime();
        if (now - due >= 0 && of.sayNext().compareAndSet(due, now + SAID_EVERY_NANOS)) {
            LOG.warnf(
                    "%d requests turned away: no connection to %s was free",
                    of.requests().getAndSet(0), upstream.contract());
        }
    }
}
