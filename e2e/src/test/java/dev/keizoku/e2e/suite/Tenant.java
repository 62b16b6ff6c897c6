package dev.keizoku.e2e.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A tenant made for one story, and its clients. */
public record Tenant(Suite suite, String id, Api admin) {

    private static final Duration KNOWN_EVERYWHERE = Duration.ofMinutes(3);
    private static final List<String> ONE_OF_EACH =
            List.of("/v1/accounts?limit=1", "/v1/usage", "/v1/metrics", "/v1/health-scores?limit=1", "/v1/ledger");

    /** Makes a tenant and waits until every service has heard of it. */
    static Tenant create(Suite suite, String name, String zone, String currency, Map<String, ?> policies) {
        String id = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        Answer created = suite.operator()
                .post(
                        "/v1/tenants",
                        Map.of("tenant", id, "name", name, "zone", zone, "currency", currency, "policies", policies));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        JsonNode body = created.json();
        Api admin = suite.as(body.at("/api_key/key").asText());
        for (String path : ONE_OF_EACH) {
            Wait.passes(KNOWN_EVERYWHERE, () -> admin.get(path).ok());
        }
        return new Tenant(suite, id, admin);
    }

    /** A client with a key of its own that has these scopes only. */
    public Api with(String... scopes) {
        return suite.as(key(scopes));
    }

    /** A key of its own that has these scopes only. */
    public String key(String... scopes) {
        Answer created = admin.post("/v1/api-keys", Map.of("name", "story", "scopes", List.of(scopes)));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created.json().path("key").asText();
    }
}
