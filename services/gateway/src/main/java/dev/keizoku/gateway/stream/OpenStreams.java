package dev.keizoku.gateway.stream;

import dev.keizoku.gateway.GatewayProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Counts the streams that are open here: none of them is short. */
@Singleton
class OpenStreams {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final StreamConfig config;
    private final Map<TenantId, Integer> open = new HashMap<>();
    private int inAll;

    OpenStreams(StreamConfig config) {
        this.config = config;
    }

    /**
     * Counts one more.
     *
     * @throws ProblemException 429 when there are as many as may be
     */
    synchronized void enter(TenantId tenant) {
        int now = open.getOrDefault(tenant, 0);
        if (now >= config.perTenant() || inAll >= config.inAll()) {
            throw new ProblemException(
                            GatewayProblem.TOO_MANY_STREAMS, "Close a stream, or share one among your pages.")
                    .retryAfter(SOON);
        }
        open.put(tenant, now + 1);
        inAll++;
    }

    synchronized void leave(TenantId tenant) {
        open.merge(tenant, -1, Integer::sum);
        open.remove(tenant, 0);
        inAll--;
    }
}
