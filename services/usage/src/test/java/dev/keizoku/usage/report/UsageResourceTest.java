package dev.keizoku.usage.report;

import static dev.keizoku.usage.Batches.event;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class UsageResourceTest {

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh("America/New_York", "USD");
        send(
                tenant,
                // The evening of 27 February in New York, which is a Friday.
                event("1", "api.call", "acme", "2026-02-28T04:59:59Z", "{\"user_id\":\"u1\",\"value\":1.25}"),
                event("2", "api.call", "acme", "2026-02-28T05:00:00Z", "{\"user_id\":\"u2\",\"value\":\"2\"}"),
                login("3", "acme", "u1", "2026-03-01T12:00:00Z"),
                event("4", "api.call", "beta", "2026-03-01T12:00:00Z", "{\"quantity\":10}"));
    }

    private ValidatableResponse usage(String query) {
        return Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2026-02-01&to=2026-03-05" + query)
                .then()
                .statusCode(200);
    }

    @Test
    void daysAreTheTenants() {
        usage("")
                .body("data.from", contains("2026-02-27", "2026-02-28", "2026-03-01"))
                .body("data.to", contains("2026-02-28", "2026-03-01", "2026-03-02"))
                .body("data.count", contains(1, 1, 2))
                .body("data.sum", contains(1.25f, 2, 10));
    }

    @Test
    void weeksBeginOnMondayAndAreClipped() {
        usage("&interval=week").body("data.from", contains("2026-02-23")).body("data.to", contains("2026-03-02"));
        Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2026-02-26&to=2026-03-01&interval=week")
                .then()
                .body("data[0].from", equalTo("2026-02-26"))
                .body("data[0].to", equalTo("2026-03-01"))
                .body("data[0].count", equalTo(2));
    }

    @Test
    void monthsAreTheCalendars() {
        usage("&interval=month")
                .body("data.from", contains("2026-02-01", "2026-03-01"))
                .body("data.to", contains("2026-03-01", "2026-03-05"))
                .body("data.count", contains(2, 2));
    }

    @Test
    void groupsAreToldApart() {
        usage("&interval=month&group_by=account&group_by=name")
                .body("data.account_id", contains("acme", "acme", "beta"))
                .body("data.name", contains("api.call", "login", "api.call"));
        usage("&interval=month&group_by=user").body("data.user_id", contains("u1", "u2", null, "u1"));
        Api.unchecked(tenant, "usage:read")
                .get("/v1/usage?from=2026-02-01&to=2026-03-05&interval=month&group_by=account,name")
                .then()
                .body("data", hasSize(3));
    }

    @Test
    void featuresAndDepartmentsAreToldApart() {
        send(
                tenant,
                event(
                        "5",
                        "feature.used",
                        "acme",
                        "2026-03-01T12:00:00Z",
                        "{\"user_id\":\"u1\",\"feature\":\"export\",\"department\":\"Finance\"}"));
        Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2026-03-01&to=2026-03-05&interval=month&group_by=feature")
                .then()
                .body("data.feature", contains(null, "export"))
                .body("data.count", contains(2, 1));
        Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2026-02-01&to=2026-03-05&interval=month&group_by=department&account_id=acme")
                .then()
                .body("data.department", contains("Finance", null, "Finance"))
                .body("data.count", contains(1, 1, 2));
    }

    @Test
    void aReaderThatHasTheAnswerGetsNoneAgain() {
        String tag = usage("").extract().header("ETag");
        Api.as(tenant, "usage:read")
                .header("If-None-Match", tag)
                .get("/v1/usage?from=2026-02-01&to=2026-03-05")
                .then()
                .statusCode(304);
        send(tenant, login("6", "acme", "u1", "2026-03-01T12:00:00Z"));
        Api.as(tenant, "usage:read")
                .header("If-None-Match", tag)
                .get("/v1/usage?from=2026-02-01&to=2026-03-05")
                .then()
                .statusCode(200);
        String account =
                Api.as(tenant, "usage:read").get("/v1/accounts/acme/usage").header("ETag");
        Api.as(tenant, "usage:read")
                .header("If-None-Match", account)
                .get("/v1/accounts/acme/usage")
                .then()
                .statusCode(304);
    }

    @Test
    void filtersOfOneNameAreAlternatives() {
        usage("&name=login").body("data.count", contains(1));
        usage("&account_id=beta&account_id=nobody").body("data.sum", contains(10));
        usage("&user_id=u1&name=api.call").body("data.count", contains(1));
        usage("&known_at=2026-03-01T00:00:00Z").body("data", empty());
    }

    @Test
    void withoutAPeriodItIsTheLastThirtyDays() {
        Api.as(tenant, "usage:read").get("/v1/usage").then().body("data", hasSize(3));
    }

    @Test
    void badParametersAreNamedTogether() {
        var answer = Api.unchecked(tenant, "usage:read")
                .urlEncodingEnabled(false)
                .get("/v1/usage?from=2026-02-30&interval=minute&group_by=colour&surprise=1&name=%00");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then()
                .body("errors.pointer", containsInAnyOrder("?from", "?interval", "?group_by", "?surprise", "?name"));
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:read").get("/v1/usage?from=2026-03-05&to=2026-03-05"),
                400,
                "invalid_request");
    }
}
