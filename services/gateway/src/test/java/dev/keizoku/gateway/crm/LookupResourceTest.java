package dev.keizoku.gateway.crm;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class LookupResourceTest {

    private StubService subscriptions;
    private StubService health;
    private Door.Tenant tenant;

    @BeforeEach
    void startTheServices() {
        subscriptions = StubService.start(Upstream.SUBSCRIPTIONS).answering(Map.of("/v1/account-lookup", """
                        {"data": [{"external_id": "1", "account_ids": ["acme"]},
                            {"external_id": "2", "account_ids": []},
                            {"external_id": "3", "account_ids": ["beta", "gamma"]},
                            {"external_id": "4", "account_ids": ["delta"]}]}
                        """));
        health = StubService.start(Upstream.HEALTH)
                .answering(Map.of("/v1/account-scores", "{\"data\": [{\"account_id\": \"acme\", \"score\": 61.3}]}"));
        tenant = Door.newTenant();
    }

    @AfterEach
    void stopTheServices() {
        subscriptions.close();
        health.close();
    }

    private static Response lookup(String key, String query) {
        return Door.with(key)
                .contentType(ContentType.JSON)
                .body("{\"system\": \"hubspot\", \"external_ids\": [\"1\", \"2\", \"3\", \"4\"]}")
                .post("/v1/accounts/lookup" + query);
    }

    @Test
    void namesTheAccountsOfEachIdAndTheirScores() {
        JsonPath found = lookup(tenant.key(), "?include=health").jsonPath();
        assertThat(found.getList("data.outcome", String.class))
                .containsExactly("found", "unknown", "ambiguous", "found");
        assertThat(found.getList("data[2].account_ids", String.class)).containsExactly("beta", "gamma");
        assertThat(found.getFloat("data[0].health.score")).isEqualTo(61.3f);
        assertThat(found.<Object>get("data[3].health")).isNull();
        assertThat(health.last().body()).isEqualTo("{\"account_ids\":[\"acme\",\"delta\"]}");
    }

    @Test
    void asksForScoresOnlyWhenTold() {
        assertThat(lookup(tenant.key(), "").jsonPath().<Object>get("data[0].health"))
                .isNull();
        assertThat(health.requests()).isEmpty();
    }

    @Test
    void takesTwoHundredIdsOfOneSystem() {
        String ids = String.join(",", Collections.nCopies(201, "\"x\""));
        isProblem(
                Door.proxied(tenant.key())
                        .contentType(ContentType.JSON)
                        .body("{\"system\": \"hubspot\", \"external_ids\": [" + ids + "]}")
                        .post("/v1/accounts/lookup"),
                400,
                "invalid_request");
        isProblem(
                Door.proxied(tenant.key())
                        .contentType(ContentType.JSON)
                        .body("{\"external_ids\": []}")
                        .post("/v1/accounts/lookup?include=moon"),
                400,
                "invalid_request");
    }

    @Test
    void saysSoWhenAServiceIsAwayOrClosed() {
        health.answering(403, "{\"detail\": \"No.\"}");
        isProblem(lookup(tenant.key(), "?include=health"), 403, "forbidden");
        health.close();
        isProblem(lookup(tenant.key(), "?include=health"), 503, "unavailable");
        assertThat(lookup(tenant.key(), "").statusCode()).isEqualTo(200);
    }
}
