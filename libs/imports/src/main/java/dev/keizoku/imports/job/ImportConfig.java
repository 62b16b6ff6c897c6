package dev.keizoku.imports.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How imports are worked through. */
@ConfigMapping(prefix = "keizoku.imports")
interface ImportConfig {

    /** What ids of this service's imports begin with; the gateway finds the service by it. */
    String idPrefix();

    /** How long a job belongs to a worker that shows no sign of life. */
    @WithDefault("PT15S")
    Duration lease();

    /** How often idle workers look for jobs. */
    @WithDefault("PT0.3S")
    Duration poll();

    /** Jobs worked on at once by one process; those of one tenant always follow each other. */
    @WithDefault("2")
    int workers();

    /** Rows applied in one transaction. */
    @WithDefault("1000")
    int rowsPerTransaction();

    /** Whether chunks are applied through the pool for long transactions; the kinds must write through it then. */
    @WithDefault("false")
    boolean bulk();
}
