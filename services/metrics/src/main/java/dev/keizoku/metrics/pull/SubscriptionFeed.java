package dev.keizoku.metrics.pull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Traces;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The change feed of the subscriptions service. */
@Singleton
class SubscriptionFeed {

    private static final TenantId EVERY_TENANT = new TenantId("*");
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final URI base;
    private final PullConfig config;
    private final InternalTokens tokens;
    private final Traces traces;
    private final HttpClient client;

    SubscriptionFeed(
            @ConfigProperty(name = "keizoku.subscriptions.url") URI base,
            PullConfig config,
            InternalTokens tokens,
            Traces traces) {
        this.base = base;
        this.config = config;
        this.tokens = tokens;
        this.traces = traces;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .build();
    }

    /** The newest sequence of each tenant. */
    Map<String, Long> heads() throws IOException {
        Map<String, Long> heads = new TreeMap<>();
        for (JsonNode head : get(EVERY_TENANT, "/v1/feed-heads").path("data")) {
            heads.put(head.path("tenant").asText(), head.path("head").asLong());
        }
        return heads;
    }

    FactPage changes(String tenant, long after) throws IOException {
        String path = "/v1/subscription-changes?after=" + after + "&limit=" + config.pageSize();
        return FactReader.page(after, get(new TenantId(tenant), path));
    }

    private JsonNode get(TenantId tenant, String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(config.timeout())
                .header("Authorization", "Bearer " + tokens.sign(tenant, "metrics", Set.of("internal")))
                .header("Accept", "application/json");
        traces.headers().forEach(request::setHeader);
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("The feed answered " + response.statusCode() + ".");
            }
            return MAPPER.readTree(response.body());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking the feed.", stopping);
        }
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }
}
