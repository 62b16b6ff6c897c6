package dev.keizoku.usage.ingest;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The queue of what is to be written, and the threads that write it. */
@Singleton
final class EventWriters {

    private static final long FAREWELL_MILLIS = 5_000;

    private final IngestConfig config;
    private final AgroalDataSource source;
    private final EventPartitions partitions;
    private final IngestQueue queue;
    private final MeterRegistry meters;
    private final List<Thread> threads = new ArrayList<>();

    EventWriters(IngestConfig config, AgroalDataSource source, EventPartitions partitions, MeterRegistry meters) {
        this.config = config;
        this.source = source;
        this.partitions = partitions;
        this.meters = meters;
        this.queue = new IngestQueue(config.queuedEvents(), config.groupEvents());
        Gauge.builder("keizoku.ingest.queued.events", queue, IngestQueue::events)
                .description("events that wait to be written")
                .register(meters);
    }

    /** Whether the submission was taken in; nothing of a refused one is ever stored. */
    boolean offer(Submission submission) {
        return queue.offer(submission);
    }

    /** Whether so much is waiting that a request of some size would hardly find room. */
    boolean areBehind() {
        return queue.events() + config.groupEvents() > config.queuedEvents();
    }

    void start(@Observes StartupEvent event) {
        for (int number = 1; number <= config.writers(); number++) {
            threads.add(Thread.ofPlatform()
                    .name("event-writer-" + number)
                    .daemon()
                    .start(new EventWriter(queue, source, partitions, meters)));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        queue.close();
        for (Thread thread : threads) {
            thread.join(FAREWELL_MILLIS);
        }
    }
}
