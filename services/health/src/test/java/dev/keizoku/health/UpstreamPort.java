package dev.keizoku.health;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Chooses where the services health reads from are looked for; {@link Upstreams} stands there. */
public final class UpstreamPort implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + free.getLocalPort();
            return Map.of(
                    "keizoku.subscriptions.url", url,
                    "keizoku.usage.url", url,
                    "keizoku.metrics.url", url,
                    "keizoku.run.chunk", "3");
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    @Override
    public void stop() {
        // Nothing was kept open.
    }
}
