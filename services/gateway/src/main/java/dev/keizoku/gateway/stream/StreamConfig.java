package dev.keizoku.gateway.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How live pages are told. */
@ConfigMapping(prefix = "keizoku.stream")
interface StreamConfig {

    /** Open streams of a tenant, at each replica. */
    @WithDefault("20")
    int perTenant();

    /** Open streams of all tenants, at each replica. */
    @WithDefault("500")
    int inAll();

    /** How long after one look for events comes the next. */
    @WithDefault("1S")
    Duration every();

    /** Within this something is sent, if only a comment. */
    @WithDefault("5S")
    Duration heartbeat();
}
