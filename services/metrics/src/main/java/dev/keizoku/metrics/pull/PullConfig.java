package dev.keizoku.metrics.pull;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the change feed is read. */
@ConfigMapping(prefix = "keizoku.pull")
interface PullConfig {

    /** How long after one look at the heads of the feeds comes the next. */
    @WithDefault("0.5S")
    Duration every();

    /** How many changes are applied in one transaction. */
    @WithDefault("5000")
    int pageSize();

    /** How long the feed may take to answer. */
    @WithDefault("10S")
    Duration timeout();
}
