package dev.keizoku.health.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class ReportResourceTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-03-10T00:00:00Z");
    }

    @Test
    void aMonthIsDataOrAPage() {
        String tenant = scored();

        Api.as(tenant, "health:read")
                .get("/v1/accounts/a/usage-report")
                .then()
                .statusCode(200)
                .body("month", equalTo("2026-02"))
                .body("use.events", equalTo(12))
                .body("features.feature", contains("export"))
                .body("goals.name", contains("Fewer calls"))
                .body("health.data", hasSize(1))
                .body("what_is_new.released.feature", contains("api"));
        String markdown = page(tenant, "text/markdown", "ja");
        assertThat(markdown).startsWith("# Account a様 ご利用レポート 2026\\-02").contains("| export | 12 | 0 |");
        assertThat(page(tenant, "text/html", "en"))
                .contains("<h1>Usage report for Account a, 2026-02</h1>", "<td>export</td>");
    }

    @Test
    void aReportIsOfAMonthThatHasBegunAndAnAccountThatIsKnown() {
        String tenant = scored();

        Api.unchecked(tenant, "health:read")
                .queryParam("month", "2026-4")
                .get("/v1/accounts/a/usage-report")
                .then()
                .statusCode(400);
        Api.as(tenant, "health:read")
                .queryParam("month", "2026-04")
                .get("/v1/accounts/a/usage-report")
                .then()
                .statusCode(400);
        Api.as(tenant, "health:read")
                .get("/v1/accounts/nobody/usage-report")
                .then()
                .statusCode(404);
        Upstreams.of(tenant).usageDown(true);
        Api.as(tenant, "health:read").get("/v1/accounts/a/usage-report").then().statusCode(503);
    }

    @Test
    void candidatesAreRanked() {
        String tenant = scored();

        Api.as(tenant, "health:read")
                .get("/v1/accounts/a/champion-candidates")
                .then()
                .statusCode(200)
                .body("new_features", contains("api"))
                .body("data.user_id", contains("u1"))
                .body("data[0].parts.find { it.code == 'INFLUENCE' }.points", equalTo(15.0f));
        Api.as(tenant, "health:read")
                .get("/v1/accounts/nobody/champion-candidates")
                .then()
                .statusCode(404);
    }

    @Test
    void wishesOfThoseWhoPayMoreComeFirst() {
        String tenant = TestTenants.fresh("UTC", "JPY");
        Upstreams.of(tenant)
                .account("a")
                .account("b")
                .balance("a", "100", "100")
                .balance("b", "5000", "5000");
        Runs.score(tenant, "2026-03-09");
        wish(tenant, "1", "a", "dark mode");
        wish(tenant, "2", "a", "dark mode");
        wish(tenant, "3", "b", "audit log");

        Api.as(tenant, "health:read")
                .get("/v1/feature-requests")
                .then()
                .statusCode(200)
                .body("data.feature", contains("audit log", "dark mode"))
                .body("data.mrr.amount", contains("5000", "100"))
                .body("data.requests", contains(1, 2))
                .body("data.accounts", contains(1, 1));
    }

    private static String scored() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant)
                .account("a")
                .usage("a", "2026-02-27", 10, "export")
                .feature("api", "2026-02-10T00:00:00Z")
                .use("{\"from\": \"2026-02-01\", \"to\": \"2026-03-01\", \"feature\": \"export\", \"count\": 12,"
                        + " \"sum\": 0, \"user_id\": \"u1\"}")
                .person("{\"user_id\": \"u1\", \"department\": \"IT\", \"role\": \"admin\", \"active_days\": 9,"
                        + " \"events\": 12, \"last_seen_at\": null}");
        Runs.score(tenant, "2026-02-28");
        Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("""
                        {"touchpoints": [{"kind": "goal", "touchpoint_id": "g", "account_id": "a", "name": "Fewer calls",
                          "occurred_at": "2026-01-01T00:00:00Z", "reached_on": "2026-02-20"}]}
                        """)
                .post("/v1/touchpoints")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
        return tenant;
    }

    private static String page(String tenant, String type, String language) {
        return Api.as(tenant, "health:read")
                .accept(type)
                .header("Accept-Language", language)
                .get("/v1/accounts/a/usage-report")
                .then()
                .statusCode(200)
                .header("Content-Language", language)
                .extract()
                .asString();
    }

    private static void wish(String tenant, String id, String account, String feature) {
        Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("""
                        {"touchpoints": [{"kind": "feature_request", "touchpoint_id": "w%s", "account_id": "%s",
                          "feature": "%s", "occurred_at": "2026-03-01T00:00:00Z"}]}
                        """.formatted(id, account, feature))
                .post("/v1/touchpoints")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
    }
}
