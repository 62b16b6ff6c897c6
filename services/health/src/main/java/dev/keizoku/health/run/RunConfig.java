package dev.keizoku.health.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How score runs are scheduled and paced. */
@ConfigMapping(prefix = "keizoku.run")
interface RunConfig {

    /** How often to look for due nights and waiting shards; {@code off} leaves it to others. */
    @WithDefault("2s")
    String poll();

    /** How often to look for cancellations that subscriptions tells of; {@code off} leaves it to others. */
    @WithDefault("5s")
    String noticePoll();

    /** How long after a tenant's midnight its night begins. */
    @WithDefault("PT0S")
    Duration nightDelay();

    /** How many missed nights are caught up at most. */
    @WithDefault("35")
    int catchUpNights();

    /** How many shards this replica works on at once. */
    @WithDefault("2")
    int workers();

    /** How many accounts are written in one transaction; as many are read meanwhile. */
    @WithDefault("2500")
    int chunk();

    /** Tenants with more accounts than this are worked on in several shards. */
    @WithDefault("250000")
    int accountsPerShard();

    /** How long a worker may be silent before another takes its shard. */
    @WithDefault("PT20S")
    Duration lease();

    /** The first wait after another service failed; it doubles up to {@link #longestWait()}. */
    @WithDefault("PT2S")
    Duration firstWait();

    /** The longest wait between two tries. */
    @WithDefault("PT1M")
    Duration longestWait();
}
