package dev.keizoku.usage.ingest;

import static dev.keizoku.usage.Batches.backfill;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On 2 March 2026, 1 March is a day ago and 20 February ten. */
@QuarkusTest
@WithKeizoku
class LateWindowTest {

    private String tenant = "";
    private int version = 1;

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private void policies(String json) {
        version++;
        Api.as(tenant, "operator")
                .contentType(ContentType.JSON)
                .body("""
                        {"tenant": "%s", "version": %d, "name": "x", "zone": "UTC", "currency": "USD", "language": "en",
                         "fiscal_year_start_month": 1, "policies": %s}
                        """.formatted(tenant, version, json))
                .put("/v1/tenants/{tenant}", tenant)
                .then()
                .statusCode(204);
    }

    @Test
    void whatIsOlderThanTheTenantsWindowIsRefused() {
        policies("{\"late_window_days\": 10}");
        send(tenant, login("1", "acme", "u", "2026-02-20T00:00:00Z"), login("2", "acme", "u", "2026-02-19T23:59:59Z"))
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("outcomes.id", contains("2"))
                .body("outcomes.code", contains("too_old"))
                .body("outcomes[0].detail", containsString("the last 10 days"));
        Api.as(tenant, "usage:read")
                .get("/v1/rejected-events?code=too_old")
                .then()
                .body("data.id", contains("2"));
    }

    @Test
    void aWindowMayBeWiderThanTheUsualOne() {
        String old = login("1", "acme", "u", "2024-06-01T00:00:00Z");
        send(tenant, old).then().body("outcomes.code", contains("too_old"));
        policies("{\"late_window_days\": 730}");
        send(tenant, old).then().body("accepted", equalTo(1));
        policies("{}");
        send(tenant, login("2", "acme", "u", "2024-06-01T00:00:00Z"))
                .then()
                .body("outcomes[0].detail", containsString("the last 400 days"));
    }

    @Test
    void backfillAndHistoryKnowNoWindow() {
        policies("{\"late_window_days\": 1}");
        backfill(tenant, "", login("1", "acme", "u", "2025-01-01T00:00:00Z"))
                .then()
                .body("accepted", equalTo(1));
        backfill(tenant, "?history=true", login("2", "acme", "u", "2019-01-01T00:00:00Z"))
                .then()
                .body("accepted", equalTo(1))
                .body("outcomes", hasSize(0));
    }

    @Test
    void theWindowIsTheTenantsOwn() {
        policies("{\"late_window_days\": 1}");
        send(TestTenants.fresh(), login("1", "acme", "u", "2026-02-01T00:00:00Z"))
                .then()
                .body("accepted", equalTo(1));
    }
}
