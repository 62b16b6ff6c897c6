package dev.keizoku.gateway.crm.push;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A tenant with scores, and a CRM to push them into. */
abstract class WithCrm {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Inject
    Jdbi jdbi;

    final ScoreList scores = new ScoreList();
    Door.Tenant tenant;
    StubService health;
    StandIn crm;

    @BeforeEach
    void begin() {
        MutableClock.reset();
        health = StubService.start(Upstream.HEALTH).playing(scores::answer);
        crm = new StandIn();
        tenant = Door.newTenant();
    }

    @AfterEach
    void end() {
        Door.with(tenant.key())
                .get("/v1/crm-connections")
                .jsonPath()
                .getList("data.id")
                .forEach(id -> Door.with(tenant.key()).delete("/v1/crm-connections/" + id));
        health.close();
        crm.close();
        MutableClock.reset();
    }

    final Response post(String path, String body) {
        return Door.with(tenant.key()).contentType(ContentType.JSON).body(body).post("/v1/crm-connections" + path);
    }

    final String connect(String crmName, String address, boolean active) {
        String credentials = crmName.equals("hubspot")
                ? "{\"token\": \"pat-1\"}"
                : "{\"client_id\": \"client\", \"client_secret\": \"s&cret\"}";
        return post("", """
            {"crm": "%s", "address": "%s", "credentials": %s, "active": %b}
            """.formatted(crmName, address, credentials, active))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
    }

    final String hubspot() {
        return connect("hubspot", crm.url(), true);
    }

    final String salesforce() {
        return connect("salesforce", crm.url(), true);
    }

    final JsonPath get(String path) {
        return Door.with(tenant.key())
                .get("/v1/crm-connections/" + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Asks for a run and waits for its end. */
    final JsonPath run(String id, String body) {
        String run = post("/" + id + "/runs", body)
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("id");
        await("the run ends", () -> state(id, run).equals("done"));
        return get(id + "/runs");
    }

    final String state(String id, String run) {
        return get(id + "/runs").getString("data.find { it.id == '" + run + "' }.state");
    }

    final List<Map<String, Object>> records(String id, String outcome) {
        return get(id + "/records?limit=200&outcome=" + outcome).getList("data");
    }

    static void await(String what, BooleanSupplier holds) {
        Eventually.within(PATIENCE, what, holds);
    }
}
