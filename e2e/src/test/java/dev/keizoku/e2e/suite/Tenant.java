package dev.keizoku.e2e.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A tenant made for one story, and its clients. */
public record Tenant(Suite suite, String id, Api admin) {

    static Tenant create(Suite suite, String name, String zone, String currency) {
        String id = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        Answer created = suite.operator()
                .post("/v1/tenants", Map.of("tenant", id, "name", name, "zone", zone, "currency", currency));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        JsonNode body = created.json();
        return new Tenant(suite, id, suite.as(body.at("/api_key/key").asText()));
    }

    /** A client with a key of its own that has these scopes only. */
    public Api with(String... scopes) {
        Answer created = admin.post("/v1/api-keys", Map.of("name", "story", "scopes", List.of(scopes)));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return suite.as(created.json().path("key").asText());
    }
}
