package dev.keizoku.health.touchpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.health.WithUpstreams;
import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class TouchpointKindsTest {

    /** Every kind with every field it has. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("ticket", """
                    "priority": "urgent", "status": "resolved", "first_responded_at": "2026-03-01T10:30:00Z",
                    "resolved_at": "2026-03-01T12:00:00Z", "requester_role": "administrator",
                    "requester_level": "manager", "addressee_level": "staff", "escalated": true, "satisfaction": 4,
                    "user_id": "u1", "text": "It is slow.", "intents": ["criticism"], "sentiment": "negative"
                    """),
            Map.entry("message", """
                    "direction": "outbound", "thread_id": "k-ticket", "channel": "email", "requester_role": "buyer",
                    "requester_level": "executive", "addressee_level": "executive", "escalated": false,
                    "user_id": "u1", "text": "ありがとうございます。", "intents": [], "sentiment": "positive"
                    """),
            Map.entry("survey_answer", """
                    "survey": "ces", "score": 7, "respondent": "u1", "period": "2026-H1", "text": "Easy.",
                    "intents": ["praise", "constructive_request"], "sentiment": "neutral"
                    """),
            Map.entry("meeting", """
                    "meeting": "qbr", "attendees": ["u1", "u2"], "text": "Went well."
                    """),
            Map.entry("milestone", """
                    "name": "first_value", "stage": "Pilot", "due_on": "2026-03-31", "reached_on": "2026-02-28"
                    """),
            Map.entry("goal", """
                    "name": "hours saved", "stage": "Rollout", "target": 100, "actual": 12.50, "unit": "h",
                    "due_on": "2026-06-30"
                    """),
            Map.entry("training", """
                    "topic": "basics", "participants": 5, "user_id": "u1"
                    """),
            Map.entry("engagement", """
                    "channel": "newsletter", "name": "March", "user_id": "u1"
                    """),
            Map.entry("contact_change", """
                    "contact_id": "c1", "change": "left", "role": "buyer", "department": "IT"
                    """),
            Map.entry("competitor_mention", """
                    "competitor": "Globex", "text": "They asked for a comparison."
                    """),
            Map.entry("feature_request", """
                    "feature": "sso", "weight": 2.5, "text": "SSO please."
                    """),
            Map.entry("post_mortem", """
                    "reason": "price", "detected": true, "signal": "NO_LOGIN_14D", "text": "Budget was cut."
                    """));

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void clock() {
        MutableClock.set("2026-03-10T00:00:00Z");
    }

    // Requirements 85 and 105, and what the others of touchpoints take in.
    @Test
    void everyKindIsTakenOnceWithAllItsFields() {
        String tenant = TestTenants.fresh();
        String[] items = KINDS.entrySet().stream()
                .map(kind -> item(kind.getKey(), "k-" + kind.getKey(), kind.getValue()))
                .toArray(String[]::new);

        JsonPath first = post(tenant, items);
        JsonPath again = post(tenant, items);

        assertThat(first.getInt("accepted")).as(first.prettify()).isEqualTo(KINDS.size());
        assertThat(again.getInt("duplicate")).as(again.prettify()).isEqualTo(KINDS.size());
        assertThat(KINDS.keySet()).hasSize(TouchpointKind.values().length);
    }

    @Test
    void fieldsOfAnotherKindAreRefusedTogetherWithEverythingElse() {
        JsonPath answer = unchecked(
                TestTenants.fresh(),
                item("meeting", "a", "\"priority\": \"low\", \"attendees\": [\"\", 7], \"meeting\": \"lunch\""),
                item("goal", "b", "\"target\": \"much\", \"due_on\": \"soon\", \"score\": 3"),
                item("contact_change", "c", "\"role\": \"\""),
                item("feature_request", "d", "\"feature\": \"sso\", \"weight\": 0"),
                item(
                        "ticket",
                        "e",
                        "\"first_responded_at\": \"2026-02-01T00:00:00Z\", \"satisfaction\": 6, \"intents\": [\"joy\"]"),
                item("training", "f", "\"participants\": -1, \"sentiment\": \"positive\""),
                item("song", "g", "\"title\": \"x\""));

        assertThat(pointers(answer, 0)).containsExactlyInAnyOrder("/priority", "/attendees", "/meeting");
        assertThat(pointers(answer, 1)).containsExactlyInAnyOrder("/name", "/target", "/due_on", "/score");
        assertThat(pointers(answer, 2)).containsExactlyInAnyOrder("/change", "/contact_id", "/role");
        assertThat(pointers(answer, 3)).containsExactly("/weight");
        assertThat(pointers(answer, 4)).containsExactlyInAnyOrder("/first_responded_at", "/satisfaction", "/intents");
        assertThat(pointers(answer, 5)).containsExactlyInAnyOrder("/participants", "/sentiment");
        assertThat(pointers(answer, 6)).containsExactly("/kind");
        assertThat(answer.getInt("rejected")).isEqualTo(7);
    }

    @Test
    void aPlanMovesOnAndAMeetingDoesNot() {
        String tenant = TestTenants.fresh();
        post(tenant, item("milestone", "m", "\"name\": \"pilot\""), item("meeting", "q", "\"meeting\": \"qbr\""));

        JsonPath moved = post(
                tenant,
                item("milestone", "m", "\"name\": \"pilot\", \"reached_on\": \"2026-03-02\""),
                item("meeting", "q", "\"meeting\": \"weekly\""),
                item("goal", "m", "\"name\": \"pilot\""));

        assertThat(moved.getList("outcomes.outcome")).containsExactly("updated", "conflict", "conflict");
        assertThat(details(tenant, "m")).contains("2026-03-02");
        assertThat(details(tenant, "q")).contains("qbr");
    }

    @Test
    void whatItSaidBeforeIsKept() {
        String tenant = TestTenants.fresh();
        post(tenant, item("ticket", "t", "\"priority\": \"low\""));
        MutableClock.set("2026-03-12T00:00:00Z");
        post(tenant, item("ticket", "t", "\"priority\": \"urgent\""));

        assertThat(details(tenant, "t")).contains("urgent");
        assertThat(one(tenant, """
                select details ->> 'priority' || ' ' || cast(known_at as date) || ' ' || cast(known_until as date) from touchpoint_past
                where tenant = :tenant
                """)).isEqualTo("low 2026-03-10 2026-03-12");
    }

    @Test
    void theSendersLabelsAreWhatCounts() {
        String tenant = TestTenants.fresh();
        post(
                tenant,
                item(
                        "ticket",
                        "t",
                        "\"text\": \"解約したい\", \"intents\": [\"praise\", \"bug\"], \"sentiment\": \"positive\""));

        assertThat(
                        one(
                                tenant,
                                "select array_to_string(intents, ' ') || ' ' || polarity from touchpoint where tenant = :tenant"))
                .isEqualTo("bug praise positive");
    }

    @Test
    void aTextIsReadWhereItsSenderDoesNotSayWhatItMeans() {
        String tenant = TestTenants.fresh();
        post(
                tenant,
                item("ticket", "read", "\"text\": \"来月末で解約したいです。\""),
                item("ticket", "labelled", "\"text\": \"来月末で解約したいです。\", \"intents\": [\"praise\"]"),
                item("ticket", "silent", "\"priority\": \"low\""),
                item("message", "ours", "\"direction\": \"outbound\", \"text\": \"解約を承りました。\""));

        assertThat(meant(tenant, "read")).isEqualTo("cancellation");
        assertThat(meant(tenant, "labelled")).isEqualTo("praise");
        assertThat(meant(tenant, "silent")).isEqualTo("nobody says");
        assertThat(meant(tenant, "ours")).isEqualTo("nobody says");
    }

    @Test
    void filesBringEveryKind() {
        String tenant = TestTenants.fresh();
        String file = """
                kind,touchpoint_id,account_id,occurred_at,meeting,attendees,name,due_on,priority,text,intents,feature,weight
                meeting,m1,acme,2026-02-01,qbr,u1;u2,,,,,,,
                milestone,p1,acme,2026-02-01,,,pilot,2026-04-01,,,,,
                ticket,t1,acme,2026-02-01,,,,,high,Broken,bug;criticism,,
                feature_request,f1,acme,2026-02-01,,,,,,,,sso,3
                milestone,p2,acme,2026-02-01,,,pilot,2026-04-01,high,,,,
                """;

        String id = Api.unchecked(tenant, "health:write")
                .multiPart("file", "touchpoints.csv", file.getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/v1/imports?kind=touchpoint")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        JsonPath done = Eventually.passes(Duration.ofMinutes(2), () -> {
            JsonPath now =
                    Api.as(tenant, "health:write").get("/v1/imports/{id}", id).jsonPath();
            assertThat(now.getString("status")).isEqualTo("done");
            return now;
        });
        assertThat(done.getInt("rows_accepted")).isEqualTo(4);
        assertThat(done.getInt("rows_rejected")).isEqualTo(1);
        assertThat(details(tenant, "m1")).contains("u1", "u2");
        assertThat(details(tenant, "f1")).contains("sso", "3");
        JsonPath rejected = Api.as(tenant, "health:write")
                .get("/v1/imports/{id}/rejections", id)
                .jsonPath();
        assertThat(rejected.getString("data[0].field")).isEqualTo("priority");
    }

    @Test
    void aPersonsDataIsRemovedAndDoesNotComeBack() {
        String tenant = TestTenants.fresh();
        String ticket = item("ticket", "t", "\"user_id\": \"u1\", \"text\": \"I am Ann.\"");
        String answer = item("survey_answer", "s", "\"survey\": \"nps\", \"score\": 9, \"respondent\": \"u1\"");
        String meeting = item("meeting", "m", "\"attendees\": [\"u1\", \"u2\"]");
        post(tenant, ticket, answer, meeting, item("ticket", "o", "\"user_id\": \"u2\", \"text\": \"I am Bob.\""));
        post(tenant, ticket.replace("I am Ann.", "I am still Ann."));

        JsonPath held = Api.as(tenant, "internal")
                .get("/v1/touchpoint-users/{user}", "u1")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(held.getList("touchpoints.touchpoint_id", String.class))
                .contains("t", "s", "m")
                .doesNotContain("o");
        assertThat(held.getList("touchpoints.text", String.class)).contains("I am Ann.");

        Api.as(tenant, "admin")
                .delete("/v1/touchpoint-users/{user}", "u1")
                .then()
                .statusCode(200);
        JsonPath again = post(tenant, ticket, answer, meeting);

        assertThat(again.getInt("duplicate")).isEqualTo(3);
        String kept = one(tenant, """
                select string_agg(cast(row_to_json(t) as text), ' ') from (
                    select user_id, text, details from touchpoint where tenant = :tenant
                    union all select user_id, text, details from touchpoint_past where tenant = :tenant) t
                """);
        assertThat(kept).doesNotContain("Ann", "\"u1\"").contains("I am Bob.", "u2", "erased-");
        BadInput.isProblem(
                Api.as(tenant, "health:write").delete("/v1/touchpoint-users/{user}", "u1"), 403, "forbidden");
    }

    private static String item(String kind, String id, String fields) {
        return """
                {"kind": "%s", "touchpoint_id": "%s", "account_id": "acme", "occurred_at": "2026-03-01T10:00:00Z", %s}
                """.formatted(kind, id, fields);
    }

    private static JsonPath post(String tenant, String... items) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"touchpoints\": [" + String.join(",", items) + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath unchecked(String tenant, String... items) {
        return Api.unchecked(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"touchpoints\": [" + String.join(",", items) + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> pointers(JsonPath answer, int index) {
        return answer.getList("outcomes[" + index + "].errors.pointer", String.class).stream()
                .distinct()
                .toList();
    }

    private String meant(String tenant, String id) {
        return one(tenant, """
                select coalesce(array_to_string(intents, ' '), 'nobody says') from touchpoint
                where tenant = :tenant and touchpoint_id = '%s'
                """.formatted(id));
    }

    private String details(String tenant, String id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select details from touchpoint where tenant = :tenant and touchpoint_id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .mapTo(String.class)
                .one());
    }

    private String one(String tenant, String sql) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .one());
    }
}
