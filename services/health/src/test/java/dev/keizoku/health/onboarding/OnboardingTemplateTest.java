package dev.keizoku.health.onboarding;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
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
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class OnboardingTemplateTest {

    private static final String OTHERS = """
            {"name": "others", "trial_days": 14, "milestones": [
              {"code": "first_value", "title": {"en": "First value", "ja": "最初の成果"}, "due_days": 30}]}
            """;

    @BeforeEach
    void clock() {
        MutableClock.set("2026-06-12T00:00:00Z");
    }

    @Test
    void changeTheVersionOnlyWhenSomethingChanges() {
        String tenant = TestTenants.fresh();

        templates(tenant, 1)
                .body("version", equalTo(1))
                .body("templates.name", contains("accounting", "default"))
                .body(
                        "templates[0].milestones.code",
                        contains("kickoff", "set_up", "first_monthly_close", "first_value", "review"))
                .body("templates.trial_days", contains(30, 30));
        put(tenant, "{\"templates\": [" + OTHERS + "]}").statusCode(200).body("version", equalTo(2));
        put(tenant, "{\"templates\": [" + OTHERS + "]}").statusCode(200).body("version", equalTo(2));
        templates(tenant, 2).body("templates.name", contains("others"));
    }

    @Test
    void nameEveryBadFieldAtOnce() {
        Api.unchecked(TestTenants.fresh(), "admin")
                .contentType(ContentType.JSON)
                .body("""
                        {"templates": [{"name": "", "trial_days": 0, "milestones": [
                          {"code": "No", "title": {"en": "a", "ja": "b"}, "due_days": 1}]}]}
                        """)
                .put("/v1/onboarding-templates")
                .then()
                .statusCode(400)
                .body("errors.size()", equalTo(3));
        put(TestTenants.fresh(), """
                {"templates": [%1$s, {"name": "others", "when": {"size": ["large"]}, "trial_days": 1, "milestones": [
                  {"code": "a", "title": {"en": "a", "ja": "b"}, "due_days": 1},
                  {"code": "a", "title": {"en": "a", "ja": "b"}, "due_days": 1}]}]}
                """.formatted(OTHERS))
                .statusCode(400)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/templates/0/when",
                                "/templates/1/name",
                                "/templates/1/when",
                                "/templates/1/milestones/1/code"));
        Api.unchecked(TestTenants.fresh(), "health:write")
                .contentType(ContentType.JSON)
                .body("{\"templates\": [" + OTHERS + "]}")
                .put("/v1/onboarding-templates")
                .then()
                .statusCode(403);
    }

    @Test
    void anAccountFollowsTheFirstThatIsForIt() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).fact("books", """
                        "state": "active", "customer_since": "2026-05-03", "attributes": {"industry": "Accounting"}
                        """).measure("books", """
                        {"first_seen_on": "2026-05-03", "onboarding": {"steps": [
                          {"step": "set_up", "reached_on": "2026-05-20"}], "value_reached_on": null}}
                        """);
        touchpoints(tenant, """
                {"kind": "meeting", "touchpoint_id": "k", "account_id": "books", "occurred_at": "2026-05-10T01:00:00Z",
                  "meeting": "kickoff"},
                {"kind": "milestone", "touchpoint_id": "m", "account_id": "books", "occurred_at": "2026-06-01T00:00:00Z",
                  "name": "first_monthly_close", "reached_on": "2026-06-05"}
                """);

        Runs.score(tenant, "2026-06-11");

        // On 12 June 40 of the 90 days are over; set-up was due on 2 June and done, the first value on 2 July.
        onboarding(tenant, "books", "en")
                .body("template", equalTo("accounting"))
                .body("templates_version", equalTo(1))
                .body("days_left", equalTo(50))
                .body("trial_days_left", nullValue())
                .body("milestones.code", contains("kickoff", "set_up", "first_monthly_close", "first_value", "review"))
                .body(
                        "milestones.due_on",
                        contains("2026-05-10", "2026-06-02", "2026-06-17", "2026-07-02", "2026-08-01"))
                .body("milestones.reached_on", contains("2026-05-10", "2026-05-20", "2026-06-05", null, null))
                .body("milestones.overdue", contains(false, false, false, false, false))
                .body("milestones[2].title", equalTo("First monthly close"));
        onboarding(tenant, "books", "ja").body("milestones[2].title", equalTo("初回の月次決算"));
    }

    @Test
    void aMilestoneThatWasNotReachedIsOverdueTheDayAfter() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).fact("a", "\"state\": \"active\", \"customer_since\": \"2026-06-05\"");
        Upstreams.of(tenant).fact("b", "\"state\": \"active\", \"customer_since\": \"2026-06-04\"");

        Runs.score(tenant, "2026-06-11");

        onboarding(tenant, "a", "en")
                .body("template", equalTo("default"))
                .body("milestones[0].due_on", equalTo("2026-06-12"))
                .body("milestones[0].overdue", equalTo(false));
        onboarding(tenant, "b", "en").body("milestones[0].overdue", equalTo(true));
    }

    @Test
    void aTrialHasAClockOfItsOwn() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).fact("a", "\"state\": \"trial\"").measure("a", """
                        {"first_seen_on": "2026-06-02", "onboarding": {"steps": [], "value_reached_on": "2026-06-09"}}
                        """);
        Runs.score(tenant, "2026-06-11");

        onboarding(tenant, "a", "en")
                .body("began_on", equalTo("2026-06-02"))
                .body("days_left", nullValue())
                .body("trial_days_left", equalTo(20))
                .body("milestones.find { it.code == 'first_value' }.reached_on", equalTo("2026-06-09"));
        put(tenant, "{\"templates\": [" + OTHERS + "]}").statusCode(200);
        onboarding(tenant, "a", "en").body("trial_days_left", equalTo(4)).body("templates_version", equalTo(2));
    }

    @Test
    void anAccountNobodyKnowsIsNotFound() {
        Api.as(TestTenants.fresh(), "health:read")
                .get("/v1/accounts/nobody/onboarding")
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse templates(String tenant, int version) {
        return Api.as(tenant, "health:read")
                .queryParam("version", version)
                .get("/v1/onboarding-templates")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse put(String tenant, String body) {
        return Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/onboarding-templates")
                .then();
    }

    private static ValidatableResponse onboarding(String tenant, String account, String language) {
        return Api.as(tenant, "health:read")
                .header("Accept-Language", language)
                .get("/v1/accounts/{id}/onboarding", account)
                .then()
                .statusCode(200);
    }

    private static void touchpoints(String tenant, String items) {
        Api.as(tenant, "health:write", "backfill")
                .contentType(ContentType.JSON)
                .queryParam("history", true)
                .body("{\"touchpoints\": [" + items + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);
    }
}
