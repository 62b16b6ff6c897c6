package dev.keizoku.usage.meter;

import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.send;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class AccountMetersTest {

    @Inject
    AgroalDataSource source;

    private String tenant = "";

    @BeforeEach
    void aTenantWithFourMeters() {
        MutableClock.set("2026-03-12T00:00:00Z");
        tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
        define("calls", "{\"event_names\": [\"api.call\"], \"aggregation\": \"count\", \"period\": \"week\"}");
        define("seats", "{\"event_names\": [\"seat.count\"], \"aggregation\": \"last\", \"limit\": \"users\"}");
        define("tokens", "{\"event_names\": [\"api.call\"], \"aggregation\": \"sum\", \"value_property\": \"tokens\"}");
        define("peak", "{\"event_names\": [\"api.call\"], \"aggregation\": \"max\", \"period\": \"day\"}");
        send(
                tenant,
                event("1", "seat.count", "acme", "2026-01-10T03:00:00Z", "{\"value\":9}"),
                event("2", "seat.count", "acme", "2026-01-10T04:00:00Z", "{\"value\":7}"),
                event("3", "api.call", "acme", "2026-02-28T14:59:59Z", "{\"tokens\":1000}"),
                event("4", "api.call", "acme", "2026-02-28T15:00:00Z", "{\"tokens\":10}"),
                event("5", "api.call", "acme", "2026-03-08T15:00:00Z", "{\"tokens\":2.5}"),
                event("6", "api.call", "beta", "2026-03-08T15:00:00Z", "{\"tokens\":99}"));
    }

    private void define(String id, String meter) {
        Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(meter)
                .put("/v1/meters/{id}", id)
                .then()
                .statusCode(201);
    }

    private ValidatableResponse meters(String account, String query) {
        return Api.as(tenant, "usage:read")
                .get("/v1/accounts/{id}/meters" + query, account)
                .then()
                .statusCode(200);
    }

    @Test
    void eachMeterHasItsValueInItsOwnPeriod() {
        meters("acme", "")
                .body("data.meter_id", contains("calls", "peak", "seats", "tokens"))
                .body("data.limit", contains("calls", "peak", "users", "tokens"))
                .body("data.from", contains("2026-03-09", "2026-03-12", "2026-03-01", "2026-03-01"))
                .body("data.to", contains("2026-03-16", "2026-03-13", "2026-04-01", "2026-04-01"))
                .body("data.value", contains(1, null, 7, 12.5f));
        meters("acme", "?day=2026-03-01").body("data.value", contains(2, null, 7, 10));
        meters("acme", "?day=2026-01-09").body("data.value", contains(0, null, null, 0));
        meters("nobody", "").body("data.value", contains(0, null, null, 0));
    }

    @Test
    void withoutEventsOfItsOwnNobodysAreRead() throws SQLException {
        try (Connection reader = source.getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("lock table event in access exclusive mode");
            meters("nobody", "").body("data.value", contains(0, null, null, 0));
            reader.rollback();
        }
    }

    @Test
    void aTenantWithoutMetersHasNone() {
        tenant = TestTenants.fresh();
        meters("acme", "").body("data", empty());
    }
}
