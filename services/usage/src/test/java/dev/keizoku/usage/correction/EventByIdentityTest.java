package dev.keizoku.usage.correction;

import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.assertj.core.api.Assertions;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class EventByIdentityTest {

    @Inject
    Jdbi jdbi;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
    }

    private Response find(String source, String id) {
        return Api.as(tenant, "usage:read").get("/v1/events/{source}/{id}", source, id);
    }

    private Response delete(String source, String id) {
        return Api.as(tenant, "usage:write").delete("/v1/events/{source}/{id}", source, id);
    }

    private Response usage() {
        return Api.as(tenant, "usage:read").get("/v1/usage?from=2026-02-01&to=2026-03-10&interval=month");
    }

    @Test
    void anEventIsShownAsItWasReceivedWithTheDayItCountsFor() {
        send(
                tenant,
                event(
                        "a/b?c",
                        "api.call",
                        "acme",
                        "2026-02-28T15:30:00.123456Z",
                        "{\"user_id\":\"u1\",\"value\":\"2.50\",\"model\":{\"size\":[1,2]}}"));
        find("/test", "a/b?c")
                .then()
                .statusCode(200)
                .body("state", equalTo("counted"))
                .body("event.id", equalTo("a/b?c"))
                .body("event.account_id", equalTo("acme"))
                .body("event.value", equalTo(2.5f))
                .body("event.properties.model.size", contains(1, 2))
                .body("event.time", equalTo("2026-02-28T15:30:00.123456Z"))
                .body("event.day", equalTo("2026-03-01"))
                .body("event.received_on", equalTo("2026-03-02"))
                .body("event.feature", nullValue());
    }

    @Test
    void anEventWithoutATimeOfItsOwnIsFoundAndDeletedAsWell() {
        send(tenant, "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"1\",\"type\":\"x\"}");
        MutableClock.set("2026-03-09T00:00:00Z");
        find("/s", "1").then().body("event.time", equalTo("2026-03-02T00:00:00Z"));
        delete("/s", "1").then().statusCode(204);
        find("/s", "1").then().body("state", equalTo("deleted"));
        usage().then().body("data", empty());
    }

    @Test
    void whatIsDeletedIsNotCountedAndItsIdentityStaysUsed() {
        String wrong = event("2", "api.call", "acme", "2026-03-01T04:00:00Z", "{\"value\":40}");
        send(tenant, event("1", "api.call", "acme", "2026-03-01T03:00:00Z", "{\"value\":2}"), wrong);
        delete("/test", "2").then().statusCode(204);
        usage().then().body("data.count", contains(1)).body("data.sum", contains(2));
        find("/test", "2")
                .then()
                .body("state", equalTo("deleted"))
                .body("deleted_at", equalTo("2026-03-02T00:00:00Z"))
                .body("event", nullValue());
        assertThat(send(tenant, wrong).jsonPath().getInt("duplicate")).isEqualTo(1);
        String other = event("2", "api.call", "acme", "2026-03-01T04:00:00Z", "{\"value\":41}");
        assertThat(send(tenant, other).jsonPath().getInt("conflict")).isEqualTo(1);
        delete("/test", "2").then().statusCode(204);
        usage().then().body("data.sum", contains(2));
    }

    @Test
    void theAccountsLastLoginFollows() {
        send(
                tenant,
                login("1", "acme", "u1", "2026-02-20T03:00:00Z"),
                login("2", "acme", "u1", "2026-03-01T03:00:00Z"));
        delete("/test", "2");
        Api.as(tenant, "usage:read")
                .get("/v1/accounts/{id}/usage", "acme")
                .then()
                .body("last_login_on", equalTo("2026-02-20"))
                .body("events_28", equalTo(1));
        delete("/test", "1");
        Api.as(tenant, "usage:read")
                .get("/v1/accounts/{id}/usage", "acme")
                .then()
                .body("first_seen_on", nullValue());
    }

    @Test
    void whoDidItStaysOnRecord() {
        send(tenant, login("1", "acme", "u1", "2026-02-20T03:00:00Z"));
        delete("/test", "1");
        delete("/test", "1");
        String entries = jdbi.withHandle(handle -> handle.createQuery("""
                        select string_agg(action || ' ' || source || ' ' || event_id || ' ' || (actor <> ''), ',')
                        from audit_entry join tenant_number using (tenant_no) where tenant = :tenant
                        """)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .one());
        assertThat(entries).isEqualTo("event.deleted /test 1 true");
        Assertions.assertThatExceptionOfType(JdbiException.class)
                .isThrownBy(() -> jdbi.useHandle(handle -> handle.execute("update audit_entry set actor = 'nobody'")));
    }

    @Test
    void anEventNobodySentIsNotFoundInAnyTenant() {
        send(TestTenants.fresh(), login("1", "acme", "u1", "2026-02-20T03:00:00Z"));
        BadInput.isProblem(find("/test", "1"), 404, "not_found");
        BadInput.isProblem(delete("/test", "1"), 404, "not_found");
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:write").urlEncodingEnabled(false).delete("/v1/events/s/a%0Ab"),
                400,
                "invalid_request");
        BadInput.isProblem(Api.unchecked(tenant, "usage:read").delete("/v1/events/s/1"), 403, "forbidden");
    }
}
