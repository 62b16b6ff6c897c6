package dev.keizoku.gateway.access;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Notes when each key was last used, and writes that down now and then instead of at every request. */
@Singleton
class LastUse {

    private final ApiKeys keys;
    private final Map<String, Instant> uses = new ConcurrentHashMap<>();

    LastUse(ApiKeys keys) {
        this.keys = keys;
    }

    void note(String id, Instant at) {
        uses.put(id, at);
    }

    @Scheduled(
            every = "{keizoku.access.last-use-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void write() {
        // In key order, so that two replicas never wait for each other in a circle.
        Map<String, Instant> written = new TreeMap<>(uses);
        if (!written.isEmpty()) {
            keys.used(written);
            written.forEach(uses::remove);
        }
    }
}
