package dev.keizoku.usage.audit;

import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class AuditResourceTest {

    private String tenant = "";

    @BeforeEach
    void threeEventsAreTakenOutAndAUserIsForgotten() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
        send(
                tenant,
                login("1", "acme", "u1", "2026-03-01T12:00:00Z"),
                login("2", "acme", "u1", "2026-03-01T12:00:00Z"),
                login("3", "acme", "u2", "2026-03-01T12:00:00Z"),
                login("4", "acme", "u2", "2026-03-01T12:00:00Z"));
        delete("1");
        delete("2");
        MutableClock.set("2026-03-03T00:00:00Z");
        delete("3");
        Api.as(tenant, "admin").delete("/v1/users/{id}", "u2").then().statusCode(200);
    }

    private void delete(String id) {
        Api.as(tenant, "usage:write")
                .delete("/v1/events/{source}/{id}", "/test", id)
                .then()
                .statusCode(204);
    }

    private ValidatableResponse entries(String query) {
        return Api.as(tenant, "internal")
                .get("/v1/audit-entries?" + query)
                .then()
                .statusCode(200);
    }

    @Test
    void whatWasDoneIsToldNewestFirst() {
        entries("limit=201")
                .body("data.action", contains("user.erased", "event.deleted", "event.deleted", "event.deleted"))
                .body("data.actor", contains("test", "test", "test", "test"))
                .body("data[0].detail.events", equalTo(1))
                .body("data.detail.id", contains(null, "3", "2", "1"))
                .body("data[3].detail.source", equalTo("/test"))
                .body("data[3].detail.account_id", equalTo("acme"))
                .body("data[3].at", equalTo("2026-03-02T00:00:00Z"));
    }

    @Test
    void pagesGoOnWhereTheLastOneEndedAlsoWithinAnInstant() {
        List<String> seen = new ArrayList<>();
        String before = "";
        for (int page = 0; page < 4; page++) {
            JsonPath answer = entries("limit=1" + before).extract().jsonPath();
            seen.add(answer.getString("data[0].action") + answer.getString("data[0].detail.id"));
            before = "&before=" + answer.getString("data[0].at") + "," + answer.getLong("data[0].id");
        }
        assertThat(seen).containsExactly("user.erasednull", "event.deleted3", "event.deleted2", "event.deleted1");
        entries("limit=1" + before).body("data", empty());
    }

    @Test
    void filtersLeaveOutTheRest() {
        entries("action=user.erased").body("data.action", contains("user.erased"));
        entries("actor=nobody").body("data", empty());
        entries("actor=nobody&actor=test&action=event.deleted&to=2026-03-03T00:00:00Z")
                .body("data.detail.id", contains("2", "1"));
        entries("from=2026-03-03T00:00:00Z&action=event.deleted").body("data.detail.id", contains("3"));
    }

    @Test
    void nothingOfAnotherTenantIsTold() {
        tenant = TestTenants.fresh();
        entries("limit=201").body("data", empty());
        BadInput.isProblem(Api.unchecked(tenant, "admin").get("/v1/audit-entries"), 403, "forbidden");
        BadInput.isProblem(
                Api.unchecked(tenant, "internal").get("/v1/audit-entries?before=yesterday&limit=0"),
                400,
                "invalid_request");
    }
}
