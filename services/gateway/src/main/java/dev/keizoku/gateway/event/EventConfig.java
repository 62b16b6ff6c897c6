package dev.keizoku.gateway.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the services' notices are read. */
@ConfigMapping(prefix = "keizoku.events")
interface EventConfig {

    /** How long after one look at the feeds comes the next. */
    @WithDefault("1S")
    Duration every();

    /** How long a service may take to answer. */
    @WithDefault("4S")
    Duration timeout();

    /** How long events can be read again. */
    @WithDefault("30D")
    Duration kept();
}
