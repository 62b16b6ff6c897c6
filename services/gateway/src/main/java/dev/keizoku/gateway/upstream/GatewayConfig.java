package dev.keizoku.gateway.upstream;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How long the gateway waits for what, and how much it has under way at once. */
@ConfigMapping(prefix = "keizoku.gateway")
public interface GatewayConfig {

    /** Until the head of the answer: what letting a request in takes, and what the service takes once it has all of it. */
    Duration deadline();

    /** The same for imports, runs and rebuilds. */
    Duration longDeadline();

    /** For the whole body of a request to arrive. */
    Duration bodyDeadline();

    /** The same for imports. */
    Duration longBodyDeadline();

    /** For a connection to a service, waiting for a free one included. */
    Duration connectTimeout();

    /** Connections to each service, for reads and for writes. */
    int connections();

    /** What bodies may take at a time that are read to their end before they go on. */
    MemorySize heldBodies();

    /** Requests that may wait for a connection before the next is refused. */
    int waiting();
}
