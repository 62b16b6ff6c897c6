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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
@WithUpstreams
class TouchpointResourceTest {

    private static final String TICKET = """
            {"kind": "ticket", "touchpoint_id": "t1", "account_id": "acme", "occurred_at": "2026-03-01T10:00:00Z",
             "priority": "high", "user_id": "u1"}""";
    private static final String ANSWER = """
            {"kind": "survey_answer", "touchpoint_id": "s1", "account_id": "acme",
             "occurred_at": "2026-03-01T10:00:00+09:00", "survey": "nps", "score": 9, "respondent": "u1"}""";

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void clock() {
        MutableClock.reset();
    }

    @Test
    void storesEachOnceAndSaysWhatBecameOfEach() {
        String tenant = TestTenants.fresh();

        JsonPath first = post(tenant, TICKET, ANSWER, TICKET);
        JsonPath again = post(tenant, ANSWER, TICKET);

        assertThat(first.getList("outcomes.outcome")).containsExactly("accepted", "accepted", "duplicate");
        assertThat(first.getInt("accepted")).isEqualTo(2);
        assertThat(again.getList("outcomes.outcome")).containsExactly("duplicate", "duplicate");
        assertThat(stored(tenant)).isEqualTo(2);
    }

    @Test
    void followsATicketAndRefusesAnotherUnderItsId() {
        String tenant = TestTenants.fresh();
        post(tenant, TICKET);

        JsonPath moved =
                post(tenant, TICKET.replace("\"user_id\"", "\"resolved_at\": \"2026-03-01T12:00:00Z\", \"user_id\""));
        JsonPath other = post(tenant, TICKET.replace("acme", "globex"), ANSWER.replace("s1", "t1"));

        assertThat(moved.getList("outcomes.outcome")).containsExactly("updated");
        assertThat(other.getList("outcomes.outcome")).containsExactly("conflict", "conflict");
        assertThat(stored(tenant)).isEqualTo(1);
    }

    @Test
    void rejectsBadItemsByThemselvesAndNamesEveryField() {
        String tenant = TestTenants.fresh();

        JsonPath answer = Api.unchecked(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("""
                        {"touchpoints": [
                            {"kind": "ticket", "occurred_at": 5, "priority": "huge", "nonsense": 1},
                            {"kind": "survey_answer", "touchpoint_id": "s2", "account_id": "a",
                             "occurred_at": "2026-03-01T00:00:00Z", "survey": "csat", "score": 9},
                            {"kind": "ticket", "touchpoint_id": "t2", "account_id": "a", "survey": "nps",
                             "occurred_at": "2027-03-01T00:00:00Z"},
                            7,
                            %s]}
                        """.formatted(TICKET))
                .post("/v1/touchpoints")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.getList("outcomes.outcome"))
                .containsExactly("rejected", "rejected", "rejected", "rejected", "accepted");
        assertThat(answer.getList("outcomes[0].errors.pointer", String.class))
                .contains("/occurred_at", "/priority", "/nonsense", "/touchpoint_id", "/account_id");
        assertThat(answer.getList("outcomes[1].errors.pointer")).containsExactly("/score");
        assertThat(answer.getList("outcomes[2].errors.pointer", String.class))
                .containsExactlyInAnyOrder("/occurred_at", "/survey");
        assertThat(stored(tenant)).isEqualTo(1);
    }

    @Test
    void countsOnceWhatManySendAtOnce() throws Exception {
        String tenant = TestTenants.fresh();
        int accepted = 0;
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> sent = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                sent.add(clients.submit(
                        (Callable<Integer>) () -> post(tenant, TICKET, ANSWER).getInt("accepted")));
            }
            for (Future<Integer> one : sent) {
                accepted += one.get();
            }
        }
        assertThat(accepted).isEqualTo(2);
        assertThat(stored(tenant)).isEqualTo(2);
    }

    @Test
    void takesHistoryOnlyWithTheScopeForIt() {
        String tenant = TestTenants.fresh();
        BadInput.isProblem(
                Api.as(tenant, "health:write")
                        .contentType(ContentType.JSON)
                        .queryParam("history", true)
                        .body("{\"touchpoints\": [" + TICKET + "]}")
                        .post("/v1/touchpoints"),
                403,
                "forbidden");

        Api.as(tenant, "health:write", "backfill")
                .contentType(ContentType.JSON)
                .queryParam("history", true)
                .body("{\"touchpoints\": [" + TICKET + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200);

        boolean known = jdbi.withHandle(
                handle -> handle.createQuery("select known_at = occurred_at from touchpoint where tenant = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(Boolean.class)
                        .one());
        assertThat(known).isTrue();
    }

    @Test
    void importsFilesAndListsWhatItCannotTake() {
        String tenant = TestTenants.fresh();
        String file = """
                kind,touchpoint_id,account_id,occurred_at,survey,score
                survey_answer,s1,acme,2026-02-01,nps,9
                survey_answer,s2,acme,2026-02-01,nps,eleven
                survey_answer,s1,acme,2026-02-01,nps,9
                ticket,t1,acme,2026-02-01,,
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
        assertThat(id).startsWith("imp_h_");
        assertThat(done.getInt("rows_accepted")).isEqualTo(2);
        assertThat(done.getInt("rows_unchanged")).isEqualTo(1);
        assertThat(done.getInt("rows_rejected")).isEqualTo(1);
        JsonPath rejected = Api.as(tenant, "health:write")
                .get("/v1/imports/{id}/rejections", id)
                .jsonPath();
        assertThat(rejected.getInt("data[0].line")).isEqualTo(3);
        assertThat(rejected.getString("data[0].field")).isEqualTo("score");
    }

    @Test
    void answersEveryBadBodyWithAProblem() {
        String tenant = TestTenants.fresh();

        BadInput.check(() -> Api.unchecked(tenant, "health:write"), (request, body) -> send(request, body));
    }

    private static io.restassured.response.Response send(
            io.restassured.specification.RequestSpecification request, Object body) {
        return body instanceof byte[] bytes
                ? request.body(bytes).post("/v1/touchpoints")
                : request.body((String) body).post("/v1/touchpoints");
    }

    private static JsonPath post(String tenant, String... touchpoints) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"touchpoints\": [" + String.join(",", touchpoints) + "]}")
                .post("/v1/touchpoints")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private int stored(String tenant) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from touchpoint where tenant = :tenant")
                .bind("tenant", tenant)
                .mapTo(Integer.class)
                .one());
    }
}
