package dev.keizoku.health.play.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class PlaybookResourceTest {

    @BeforeEach
    void clock() {
        MutableClock.set("2026-04-20T00:00:00Z");
    }

    @Test
    void beginsWithEveryPlaybook() {
        JsonPath playbooks = get(TestTenants.fresh());

        assertThat(playbooks.getInt("version")).isEqualTo(1);
        assertThat(playbooks.getString("created_at")).isNull();
        assertThat(playbooks.getList("playbooks")).hasSize(PlaybookKey.values().length);
        assertThat(playbooks.getInt("acquisition_cost_ratio")).isEqualTo(5);
        assertThat(playbooks.getList("timing.reshuffle_months")).containsExactly(4);
    }

    @Test
    void changesTheVersionOnlyWhenSomethingChanges() {
        String tenant = TestTenants.fresh();
        String body = """
                {"acquisition_cost_ratio": 7.0, "timing": {"renewal_lead_days": 60},
                 "playbooks": [{"key": "meeting", "sla_days": 1, "variants": [{"when": {"industry": ["retail"]},
                    "messages": [{"subject": {"en": "Hello {contact}", "ja": "{contact}様"},
                                  "body": {"en": "{account}", "ja": "{industry}"}}]}]}]}
                """;

        put(tenant, body).statusCode(200).body("version", equalTo(2));
        put(tenant, body.replace("7.0", "7")).statusCode(200).body("version", equalTo(2));
        put(tenant, "{}").statusCode(200).body("version", equalTo(3));

        JsonPath second = Api.as(tenant, "health:read")
                .queryParam("version", 2)
                .get("/v1/playbooks")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(second.getInt("timing.renewal_lead_days")).isEqualTo(60);
        assertThat(second.getInt("timing.interview_days")).isEqualTo(90);
        assertThat(second.getInt("playbooks.find { it.key == 'meeting' }.sla_days"))
                .isEqualTo(1);
        assertThat(second.getList("playbooks.find { it.key == 'meeting' }.steps"))
                .hasSize(4);
        assertThat(get(tenant).getInt("acquisition_cost_ratio")).isEqualTo(5);
    }

    @Test
    void leavesTheNamesOfOtherAttributesAsTheyWere() {
        put(TestTenants.fresh(), "{\"attributes\": {\"industry\": \"sector\"}}")
                .statusCode(200)
                .body("attributes.industry", equalTo("sector"))
                .body("attributes.maturity", equalTo("maturity"));
    }

    @Test
    void namesEveryBadFieldAtOnce() {
        Api.unchecked(TestTenants.fresh(), "admin")
                .contentType(ContentType.JSON)
                .body("""
                        {"playbooks": [
                            {"key": "qbr", "steps": [
                                {"owner_role": "csm", "due_days": 5, "title": {"en": "a", "ja": "b"}},
                                {"owner_role": "csm", "due_days": 3, "title": {"en": "a", "ja": "b"}}]},
                            {"key": "qbr", "messages": [{"subject": {"en": "{name}", "ja": "b"},
                                                         "body": {"en": "a", "ja": "b"}}],
                             "variants": [{"when": {}}]}]}
                        """)
                .put("/v1/playbooks")
                .then()
                .statusCode(400)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/playbooks/0/steps/1/due_days",
                                "/playbooks/1/key",
                                "/playbooks/1/messages/0/subject/en",
                                "/playbooks/1/variants/0/when"));
    }

    @Test
    void refusesWhatIsNotJson() {
        String tenant = TestTenants.fresh();
        BadInput.check(
                () -> Api.unchecked(tenant, "admin"),
                (request, body) -> body instanceof byte[] bytes
                        ? request.body(bytes).put("/v1/playbooks")
                        : request.body(body).put("/v1/playbooks"));
        assertThat(get(tenant).getInt("version")).isEqualTo(1);
    }

    @Test
    void isTheAdministratorsToChange() {
        Api.unchecked(TestTenants.fresh(), "health:write")
                .contentType(ContentType.JSON)
                .body("{}")
                .put("/v1/playbooks")
                .then()
                .statusCode(403);
    }

    private static JsonPath get(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/playbooks")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse put(String tenant, String body) {
        return Api.as(tenant, "admin")
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/playbooks")
                .then();
    }
}
