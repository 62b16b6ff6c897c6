package dev.keizoku.kernel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Where traces go, and of how many requests. */
@ConfigMapping(prefix = "keizoku.traces")
interface TracesConfig {

    /** Where OTLP is spoken over HTTP, without {@code /v1/traces}; without it nothing is traced. */
    Optional<URI> endpoint();

    /** What part of the traces that begin here is kept, from 0 to 1; whether others are was decided where they began. */
    @WithDefault("1")
    double sample();

    /** Whether a request that belongs to no trace begins one: at the gateway, not where feeds are polled. */
    @WithDefault("false")
    boolean fromRequests();
}
