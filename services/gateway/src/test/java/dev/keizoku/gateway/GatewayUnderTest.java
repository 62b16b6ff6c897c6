package dev.keizoku.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** A gateway whose services are stubs, or nobody, at four free ports; in more of a hurry than the real one. */
public final class GatewayUnderTest implements QuarkusTestResourceLifecycleManager {

    public static final String OPERATOR_KEY = "operator-key-for-tests-only-0123456789";

    /** To each service, for writes; as many again for reads. */
    public static final int CONNECTIONS = 8;

    /** Requests that may wait for one. */
    public static final int WAITING = 4;

    /** Bytes of bodies that are read to their end before they go on. */
    public static final int HELD_BODIES = 1024 * 1024;

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(Map.of(
                "keizoku.operator.key", OPERATOR_KEY,
                "keizoku.gateway.deadline", "2S",
                "keizoku.gateway.long-deadline", "4S",
                "keizoku.gateway.body-deadline", "2S",
                "keizoku.gateway.connections", Integer.toString(CONNECTIONS),
                "keizoku.gateway.waiting", Integer.toString(WAITING),
                "keizoku.gateway.held-bodies", Integer.toString(HELD_BODIES),
                "keizoku.access.last-use-every", "1S",
                "keizoku.tenants.push-every", "1S",
                "keizoku.overview.part-timeout", "2S"));
        config.put("keizoku.limits.patience", "2S");
        config.put("keizoku.limits.failed-attempts", "1000000");
        config.put("keizoku.people.inside-hosts", "127.0.0.1");
        config.put("keizoku.people.timeout", "1S");
        config.put("keizoku.privacy.retry-every", "1S");
        config.put("keizoku.audit.seal-every", "1S");
        config.put("keizoku.events.every", "0.2S");
        config.put("keizoku.webhooks.every", "0.1S");
        config.put("keizoku.webhooks.allow-local", "true");
        config.put("keizoku.crm-push.every", "0.1S");
        config.put("keizoku.crm-push.job-from", "1000");
        config.put("keizoku.stream.every", "0.1S");
        config.put("keizoku.stream.heartbeat", "1S");
        config.put("keizoku.stream.per-tenant", "2");
        config.put("keizoku.digest.every", "1s");
        for (String service : new String[] {"subscriptions", "usage", "metrics", "health"}) {
            config.put("keizoku." + service + ".url", "http://127.0.0.1:" + freePort());
        }
        return config;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        // The stubs belong to the tests.
    }
}
