package dev.keizoku.health.onboarding;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class OnboardingCohortTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-12T00:00:00Z");
    }

    /**
     * Of January: a within 20 days, b on the last of its 90 days (5 Jan + 89 = 4 April), c one day later, d without any and
     * still there, e gone after 40 days without any. Of April: f with a value and g without, in its 90 days until 9 July.
     */
    @Test
    void countEveryAccountOnce() {
        String tenant = sevenCustomers();
        Runs.score(tenant, "2026-06-10");

        cohorts(tenant, "")
                .body("observed_until", equalTo("2026-06-10"))
                .body("data.month", contains("2026-01", "2026-04"))
                .body("data.started", contains(5, 2))
                .body("data.completed", contains(2, 1))
                .body("data.late", contains(2, 0))
                .body("data.left", contains(1, 0))
                .body("data.in_onboarding", contains(0, 1))
                .body("data.rate", contains(equalTo(0.4f), nullValue()))
                .body("data.median_days_to_first_value", contains(89.0f, 0.0f));
    }

    @Test
    void knowNoRateBeforeAnythingIsDecided() {
        String tenant = TestTenants.fresh();
        customer(tenant, "a", "2026-06-02", "retail", null);
        cohorts(tenant, "").body("observed_until", nullValue()).body("data", empty());

        Runs.score(tenant, "2026-06-10");

        cohorts(tenant, "")
                .body("data.in_onboarding", contains(1))
                .body("data.completed", contains(0))
                .body("data[0].rate", nullValue())
                .body("data[0].median_days_to_first_value", nullValue())
                .body("outcomes.share", contains(nullValue(), nullValue()));
    }

    @Test
    void haveNoRateWhileMoreCanBeginInTheMonth() {
        String tenant = TestTenants.fresh();
        customer(tenant, "a", "2026-06-02", "retail", "2026-06-05");

        Runs.score(tenant, "2026-06-10");

        cohorts(tenant, "").body("data.completed", contains(1)).body("data[0].rate", nullValue());
    }

    @Test
    void areDividedByWhatAccountsHaveInCommon() {
        String tenant = sevenCustomers();
        Runs.score(tenant, "2026-06-10");

        cohorts(tenant, "attribute.industry")
                .body("data.findAll { it.month == '2026-01' }.segment", contains("finance", "retail", null))
                .body("data.findAll { it.month == '2026-01' }.started", contains(2, 2, 1))
                .body("data.findAll { it.month == '2026-01' }.rate", contains(1.0f, 0.0f, 0.0f));
        cohorts(tenant, "plan").body("data.segment", contains("pro", "pro"));
        cohorts(tenant, "owner").body("data.segment", contains("hana", "hana"));
    }

    @Test
    void tellWhoLeftByOutcome() {
        String tenant = sevenCustomers();
        Runs.score(tenant, "2026-06-10");
        Upstreams.of(tenant).without("d");

        Runs.score(tenant, "2026-06-11");

        cohorts(tenant, "")
                .body("data[0].late", equalTo(2))
                .body("outcomes.outcome", contains("completed", "late"))
                .body("outcomes.accounts", contains(3, 2))
                .body("outcomes.left_since", contains(0, 1))
                .body("outcomes.share", contains(0.0f, 0.5f));
    }

    @Test
    void anOlderDayChangesNothing() {
        String tenant = sevenCustomers();
        Runs.score(tenant, "2026-06-10");
        customer(tenant, "a", "2026-01-05", "finance", null);

        Runs.score(tenant, "2026-06-01");

        cohorts(tenant, "").body("data.completed", contains(2, 1));
    }

    @Test
    void nameEveryBadParameter() {
        Api.unchecked(TestTenants.fresh(), "health:read")
                .queryParam("from", "2026-13")
                .queryParam("by", "mood")
                .queryParam("size", "1")
                .get("/v1/onboarding/cohorts")
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("?from", "?by", "?size"));
    }

    private static String sevenCustomers() {
        String tenant = TestTenants.fresh();
        customer(tenant, "a", "2026-01-05", "finance", "2026-01-25");
        customer(tenant, "b", "2026-01-05", "finance", "2026-04-04");
        customer(tenant, "c", "2026-01-05", "retail", "2026-04-05");
        customer(tenant, "d", "2026-01-20", "retail", null);
        Upstreams.of(tenant).fact("e", """
                "state": "ended", "customer_since": "2026-01-31", "ended_on": "2026-03-12", "plan_ids": ["pro"],
                "owner": "hana"
                """);
        customer(tenant, "f", "2026-04-10", "retail", "2026-03-30");
        customer(tenant, "g", "2026-04-10", "retail", null);
        Upstreams.of(tenant).fact("ours", """
                "state": "active", "customer_since": "2026-01-05", "internal": true
                """);
        Runs.score(tenant, "2026-03-31");
        return tenant;
    }

    private static void customer(String tenant, String account, String since, String industry, String value) {
        Upstreams.of(tenant).fact(account, """
                "state": "active", "customer_since": "%s", "plan_ids": ["pro"], "owner": "hana",
                "attributes": {"industry": "%s"}
                """.formatted(since, industry));
        Upstreams.of(tenant)
                .measure(account, value == null ? "{\"onboarding\": {\"steps\": []}}" : """
                {"onboarding": {"steps": [], "value_reached_on": "%s", "days_to_value": 1}}
                """.formatted(value));
    }

    private static ValidatableResponse cohorts(String tenant, String by) {
        var request =
                Api.as(tenant, "health:read").queryParam("from", "2026-01").queryParam("to", "2026-07");
        if (!by.isEmpty()) {
            request.queryParam("by", by);
        }
        return request.get("/v1/onboarding/cohorts").then().statusCode(200);
    }
}
