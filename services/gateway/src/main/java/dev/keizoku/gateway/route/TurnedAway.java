package dev.keizoku.gateway.route;

import dev.keizoku.gateway.upstream.Upstream;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Counts the requests no service had room for. Says so once in a while: under a flood a line for each would be one more. */
@Singleton
final class TurnedAway {

    private static final Logger LOG = Logger.getLogger(TurnedAway.class);
    private static final long SAID_EVERY_NANOS = 5_000_000_000L;

    private final MeterRegistry meters;
    private final AtomicLong unsaid = new AtomicLong();
    private final AtomicLong sayNext = new AtomicLong(System.nanoTime());

    TurnedAway(MeterRegistry meters) {
        this.meters = meters;
        List.of(Upstream.values()).forEach(this::counter);
    }

    private Counter counter(Upstream upstream) {
        return meters.counter("keizoku.gateway.turned.away", "service", upstream.contract());
    }

    void note(Upstream upstream) {
        counter(upstream).increment();
        unsaid.incrementAndGet();
        long due = sayNext.get();
        long now = System.nanoTime();
        if (now - due >= 0 && sayNext.compareAndSet(due, now + SAID_EVERY_NANOS)) {
            LOG.warnf(
                    "%d requests turned away: no connection to %s was free", unsaid.getAndSet(0), upstream.contract());
        }
    }
}
