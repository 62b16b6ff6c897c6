package dev.keizoku.health.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import dev.keizoku.health.PlayCalls;
import dev.keizoku.health.Runs;
import dev.keizoku.health.Upstreams;
import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A play from open to its end, over HTTP. */
@QuarkusTest
@WithKeizoku
@WithUpstreams
class PlayResourceTest {

    @BeforeEach
    void clock() {
        // A Friday.
        MutableClock.set("2026-04-17T01:00:00Z");
    }

    @Test
    void isDoneStepByStep() {
        String tenant = tenant();
        String id = PlayCalls.open(tenant, "a", "meeting").getString("play.id");
        MutableClock.set("2026-04-20T07:00:00Z");

        PlayCalls.post(tenant, id, "steps/1/complete", "{\"note\": \"Called.\"}")
                .then()
                .statusCode(200)
                .body("play.state", equalTo("started"))
                .body("play.first_action_at", equalTo("2026-04-20T07:00:00Z"))
                .body("steps[0].completed_at", equalTo("2026-04-20T07:00:00Z"))
                .body("steps[0].note", equalTo("Called."))
                .body("steps[1].completed_at", nullValue());
        PlayCalls.post(tenant, id, "steps/1/complete", "{\"note\": \"Again.\"}")
                .then()
                .statusCode(200)
                .body("steps[0].note", equalTo("Called."));
        PlayCalls.post(tenant, id, "complete", "{\"outcome\": \"improved\", \"note\": \"Trained.\"}")
                .then()
                .statusCode(200)
                .body("play.state", equalTo("completed"))
                .body("play.end.outcome", equalTo("improved"))
                .body("play.end.note", equalTo("Trained."));

        for (String what : List.of("start", "dismiss", "assign", "complete", "steps/2/complete")) {
            String body = switch (what) {
                case "start" -> "";
                case "dismiss" -> "{\"reason\": \"not_now\"}";
                case "complete" -> "{\"outcome\": \"lost\"}";
                default -> "{}";
            };
            PlayCalls.post(tenant, id, what, body).then().statusCode(409);
        }
    }

    @Test
    void whoIsNotToldWhatIsPersonalReadsNoNotes() {
        String tenant = tenant();
        String id = PlayCalls.open(tenant, "a", "meeting").getString("play.id");
        PlayCalls.post(tenant, id, "steps/1/complete", "{\"note\": \"Called Ann.\"}");
        PlayCalls.post(tenant, id, "complete", "{\"outcome\": \"improved\", \"note\": \"Ann was trained.\"}");

        Api.as(tenant, "health:read", "personal:masked")
                .get("/v1/plays/" + id)
                .then()
                .statusCode(200)
                .body("steps[0].note", equalTo("***"))
                .body("steps[1].note", nullValue())
                .body("messages.body", everyItem(equalTo("***")))
                .body("play.end.note", equalTo("***"))
                .body("play.end.outcome", equalTo("improved"));
        String rows = Api.as(tenant, "internal", "personal:masked")
                .get("/v1/export-rows/plays?account_id=a&state=completed")
                .asString();
        assertThat(rows).contains("\"note\":\"***\"", "{\"end\":true,\"count\":1}");
        assertThat(Api.as(tenant, "internal")
                        .get("/v1/export-rows/plays?account_id=a&state=completed")
                        .asString())
                .contains("\"note\":\"Ann was trained.\"");
    }

    @Test
    void isDueInBusinessDays() {
        String tenant = tenant();
        // Opened on Friday: the first action in two business days, the steps in 1, 5, 7 and 20.
        JsonPath play = PlayCalls.open(tenant, "a", "meeting");
        assertThat(play.getString("play.first_action_due_on")).isEqualTo("2026-04-21");
        assertThat(play.getList("steps.due_on"))
                .containsExactly("2026-04-20", "2026-04-24", "2026-04-28", "2026-05-15");
        assertThat(play.getString("play.due_on")).isEqualTo("2026-05-15");

        MutableClock.set("2026-04-21T23:00:00Z");
        assertThat(overdueMeetings(tenant)).isEmpty();
        MutableClock.set("2026-04-22T00:00:00Z");
        assertThat(overdueMeetings(tenant)).extracting("overdue").containsExactly(true);
        PlayCalls.post(tenant, play.getString("play.id"), "start", "").then().body("play.overdue", equalTo(false));
        MutableClock.set("2026-05-16T00:00:00Z");
        assertThat(overdueMeetings(tenant)).hasSize(1);
    }

    @Test
    void holidaysOfTheTenantAreNotCounted() {
        String tenant = TestTenants.fresh("Asia/Tokyo", "JPY");
        Upstreams.of(tenant).account("a");
        Runs.score(tenant, "2026-04-16");
        MutableClock.set("2026-04-28T01:00:00Z");

        // 29 April, 3 to 6 May are holidays in Japan.
        JsonPath play = PlayCalls.open(tenant, "a", "content");

        assertThat(play.getString("play.first_action_due_on")).isEqualTo("2026-05-11");
    }

    @Test
    void isFoundByWhatItIs() {
        String tenant = tenant();
        Upstreams.of(tenant).account("b").usage("b", "2026-04-15", 20, "a", "b", "c", "d");
        Runs.score(tenant, "2026-04-16");
        PlayCalls.open(tenant, "a", "champion");
        PlayCalls.open(tenant, "b", "qbr");

        assertThat(PlayCalls.each("account_id", tenant, "playbook", "champion")).containsExactly("a");
        assertThat(PlayCalls.each("playbook", tenant, "account_id", "b", "state", "open", "tier", "content"))
                .contains("qbr");
        assertThat(PlayCalls.list(tenant, "owner", "nobody")).isEmpty();
        Api.unchecked(tenant, "health:read")
                .queryParam("state", "asleep")
                .queryParam("tier", "royal")
                .get("/v1/plays")
                .then()
                .statusCode(400)
                .body("errors.size()", equalTo(2));
    }

    @Test
    void isReadPageByPage() {
        String tenant = tenant();
        for (String playbook : List.of("champion", "survey", "qbr")) {
            PlayCalls.open(tenant, "a", playbook);
        }
        int all = PlayCalls.list(tenant).size();
        JsonPath first = page(tenant, null);
        JsonPath second = page(tenant, first.getString("next_cursor"));

        assertThat(first.getList("data")).hasSize(2);
        assertThat(first.getBoolean("has_more")).isTrue();
        assertThat(first.getList("data.id")).doesNotContainAnyElementsOf(second.getList("data.id"));
        assertThat(all).isGreaterThanOrEqualTo(3);
    }

    @Test
    void speaksTheLanguageOfTheRequestAndOfTheIndustry() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).fact("a", """
                "state": "active", "customer_since": "2025-01-01", "name": "Acme",
                "attributes": {"industry": "retail"}, "owner": "sato",
                "contacts": [{"contact_id": "c1", "role": "head of sales", "champion": true, "bridge": false,
                    "status": "active"}]
                """);
        Runs.score(tenant, "2026-04-16");
        JsonPath play = PlayCalls.open(tenant, "a", "meeting");

        assertThat(play.getString("play.owner")).isEqualTo("sato");
        assertThat(play.getString("contact.contact_id")).isEqualTo("c1");
        assertThat(play.getString("messages[1].subject")).isEqualTo("How others in retail use it");
        assertThat(play.getString("messages[0].body")).startsWith("Hello head of sales, we noticed");
        Api.as(tenant, "health:read")
                .header("Accept-Language", "ja")
                .get("/v1/plays/{id}", play.getString("play.id"))
                .then()
                .statusCode(200)
                .header("Content-Language", "ja")
                .body("play.name", equalTo("担当者との個別面談"))
                .body("messages[1].subject", equalTo("retailでの活用例"))
                .body("steps[0].title", equalTo("担当者に電話またはメールする"));
    }

    @Test
    void isDismissedWithAReasonAndAssigned() {
        String tenant = tenant();
        String id = PlayCalls.open(tenant, "a", "enable").getString("play.id");

        PlayCalls.post(tenant, id, "assign", "{\"owner\": \"suzuki\"}")
                .then()
                .statusCode(200)
                .body("play.owner", equalTo("suzuki"));
        assertThat(PlayCalls.each("id", tenant, "owner", "suzuki")).containsExactly(id);
        PlayCalls.post(tenant, id, "assign", "{\"owner\": null}").then().body("play.owner", nullValue());
        PlayCalls.post(tenant, id, "dismiss", "{\"reason\": \"false_alarm\"}")
                .then()
                .statusCode(200)
                .body("play.state", equalTo("dismissed"))
                .body("play.end.reason", equalTo("false_alarm"))
                .body("play.first_action_at", nullValue());
    }

    @Test
    void opensOnceForAKey() {
        String tenant = tenant();
        String body = "{\"account_id\": \"a\", \"playbook\": \"champion\", \"tier\": \"executive\"}";

        String first = byKey(tenant, body)
                .statusCode(201)
                .body("play.tier", equalTo("executive"))
                .extract()
                .path("play.id");
        byKey(tenant, body).statusCode(201).body("play.id", equalTo(first));
        byKey(tenant, body.replace("champion", "qbr")).statusCode(422);
    }

    @Test
    void refusesWhatIsNotThere() {
        String tenant = tenant();
        String id = PlayCalls.open(tenant, "a", "meeting").getString("play.id");

        Api.unchecked(tenant, "health:read").get("/v1/plays/no-uuid").then().statusCode(404);
        Api.as(TestTenants.fresh(), "health:read")
                .get("/v1/plays/{id}", id)
                .then()
                .statusCode(404);
        PlayCalls.post(tenant, id, "steps/9/complete", "{}").then().statusCode(404);
        Api.unchecked(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"account_id\": \"nobody\", \"playbook\": \"meeting\"}")
                .post("/v1/plays")
                .then()
                .statusCode(404);
        Api.unchecked(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"outcome\": \"triumph\"}")
                .post("/v1/plays/{id}/complete", id)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/outcome"));
        Api.unchecked(tenant, "health:read")
                .post("/v1/plays/{id}/start", id)
                .then()
                .statusCode(403);
    }

    private static io.restassured.response.ValidatableResponse byKey(String tenant, String body) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "k1")
                .body(body)
                .post("/v1/plays")
                .then();
    }

    private static List<Map<String, Object>> overdueMeetings(String tenant) {
        return PlayCalls.list(tenant, "overdue", "true", "playbook", "meeting");
    }

    private static JsonPath page(String tenant, String cursor) {
        var request = Api.as(tenant, "health:read").queryParam("limit", 2);
        if (cursor != null) {
            request.queryParam("cursor", cursor);
        }
        return request.get("/v1/plays").then().statusCode(200).extract().jsonPath();
    }

    private static String tenant() {
        String tenant = TestTenants.fresh();
        Upstreams.of(tenant).account("a").usage("a", "2026-04-15", 20, "a", "b", "c", "d");
        Runs.score(tenant, "2026-04-16");
        return tenant;
    }
}
