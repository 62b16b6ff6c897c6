package dev.keizoku.gateway.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Counts twice a minute what waits and what fails, and has it among the meters. */
@Singleton
class Watch {

    private static final Logger LOG = Logger.getLogger(Watch.class);

    private final List<Watched> watched;
    private final MeterRegistry meters;
    private final Map<String, AtomicLong> last = new ConcurrentHashMap<>();

    Watch(@All List<Watched> watched, MeterRegistry meters) {
        this.watched = watched;
        this.meters = meters;
    }

    @Scheduled(
            every = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void look() {
        for (Watched each : watched) {
            try {
                each.counts().forEach((name, count) -> gauge(name).set(count));
            } catch (RuntimeException failure) {
                LOG.debugf(failure, "not counted this time");
            }
        }
    }

    private AtomicLong gauge(String name) {
        return last.computeIfAbsent(name, first -> Objects.requireNonNull(meters.gauge(name, new AtomicLong())));
    }
}
