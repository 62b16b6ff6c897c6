package dev.keizoku.usage.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is taken in, and how much of it at once. */
@ConfigMapping(prefix = "keizoku.ingest")
public interface IngestConfig {

    /** How old an event may be when it arrives without the backfill scope; of tenants that do not say so themselves. */
    @WithDefault("P400D")
    Duration lateWindow();

    /** How far ahead of ours a sender's clock may be. */
    @WithDefault("PT5M")
    Duration futureWindow();

    /** How many transactions write at a time: as many as PostgreSQL has cores to itself. */
    @WithDefault("2")
    int writers();

    /** How many events one transaction gathers; a single larger request is written whole. */
    @WithDefault("5000")
    int groupEvents();

    /** How many events may wait to be written; beyond it a request is refused with 429. */
    @WithDefault("30000")
    int queuedEvents();

    /** What bodies may take in the process at a time, all that is made of them included; beyond it the answer is 429. */
    @WithDefault("48M")
    MemorySize bodiesInFlight();

    /** How long a request waits for its events to be durable before it is answered 503. */
    @WithDefault("PT4S")
    Duration patience();
}
