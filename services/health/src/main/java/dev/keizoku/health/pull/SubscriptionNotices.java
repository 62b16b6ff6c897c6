package dev.keizoku.health.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What of the changes of subscriptions cannot wait for the night: a cancellation, given notice of or taken back. */
@ApplicationScoped
public class SubscriptionNotices {

    private static final TenantId EVERY_TENANT = new TenantId("*");
    private static final Set<String> URGENT =
            Set.of("schedule_cancellation", "retract_cancellation", "cancel", "payment_failed");

    private final Upstream upstream;
    private final ObjectMapper mapper;
    private final String url;

    SubscriptionNotices(
            Upstream upstream,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.subscriptions.url", defaultValue = "http://127.0.0.1:8081") String url) {
        this.upstream = upstream;
        this.mapper = mapper;
        this.url = url;
    }

    /** The accounts that cannot wait, and how far the changes were read. */
    public record Page(Set<String> accounts, long readTo) {}

    /** The newest change of each tenant. */
    public Map<String, Long> heads() {
        Map<String, Long> heads = new TreeMap<>();
        for (JsonNode head : get(EVERY_TENANT, "/v1/feed-heads", Map.of()).path("data")) {
            heads.put(head.path("tenant").asText(), head.path("head").asLong());
        }
        return heads;
    }

    /** The next so many changes. */
    public Page after(TenantId tenant, long after, int limit) {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("after", Long.toString(after));
        query.put("limit", Integer.toString(limit));
        JsonNode page = get(tenant, "/v1/subscription-changes", query);
        Set<String> accounts = new TreeSet<>();
        for (JsonNode row : page.path("data")) {
            if (URGENT.contains(row.path("kind").asText()) && row.hasNonNull("account_id")) {
                accounts.add(row.path("account_id").asText());
            }
        }
        return new Page(accounts, page.path("next_after").asLong(after));
    }

    private JsonNode get(TenantId tenant, String path, Map<String, @Nullable String> query) {
        try (InputStream body = upstream.open("subscriptions", url, path, tenant, "internal", query)) {
            return mapper.readTree(body);
        } catch (IOException broken) {
            throw new UpstreamFailure("subscriptions", "subscriptions broke off its answer", broken);
        }
    }
}
