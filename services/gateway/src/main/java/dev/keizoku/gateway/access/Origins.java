package dev.keizoku.gateway.access;

import dev.keizoku.kernel.TenantId;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The pages that the tenants' publishable keys name: who may read an answer in a browser. Kept in memory, because a
 * browser asks before it shows any credential.
 */
@Singleton
public class Origins {

    private static final Set<String> ON_THIS_MACHINE = Set.of("localhost", "127.0.0.1");
    private static final int MOST_CHARACTERS = 255;

    private final ApiKeys keys;
    private volatile Map<String, Set<TenantId>> tenants = Map.of();

    Origins(ApiKeys keys) {
        this.keys = keys;
    }

    /** Whether any tenant has pages there. */
    public boolean areKnown(String origin) {
        return tenants.containsKey(origin);
    }

    /** Whether this tenant has. */
    public boolean areOf(TenantId tenant, String origin) {
        return tenants.getOrDefault(origin, Set.of()).contains(tenant);
    }

    @Scheduled(
            every = "{keizoku.access.key-cache}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void read() {
        Map<String, Set<TenantId>> fresh = new HashMap<>();
        keys.publishable()
                .forEach(key -> key.origins()
                        .forEach(origin -> fresh.computeIfAbsent(origin, none -> new HashSet<>())
                                .add(key.tenant())));
        tenants = fresh;
    }

    /** Whether a text is an origin as browsers send it: https, or http on the machine of whoever develops. */
    static boolean acceptable(String origin) {
        try {
            URI uri = new URI(origin);
            String host = uri.getHost();
            boolean safe = "https".equals(uri.getScheme())
                    || "http".equals(uri.getScheme()) && host != null && ON_THIS_MACHINE.contains(host);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            boolean usual = uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80);
            return safe
                    && host != null
                    && !usual
                    && origin.length() <= MOST_CHARACTERS
                    && origin.equals(uri.getScheme() + "://" + host.toLowerCase(Locale.ROOT) + port);
        } catch (URISyntaxException notOne) {
            return false;
        }
    }
}
