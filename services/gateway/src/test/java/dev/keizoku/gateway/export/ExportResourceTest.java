package dev.keizoku.gateway.export;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What may be ordered, and by whom. */
@QuarkusTest
@WithGateway
class ExportResourceTest extends WithExports {

    private static final String NO_ENTRIES = "{\"data\": []}";

    @Test
    void tellsWhatTheServiceHasAgainstIt() {
        health.answering(400, """
                {"type": "/problems/invalid_request", "title": "No", "status": 400, "detail": "One field.",
                 "instance": "x", "errors": [{"pointer": "?band", "code": "invalid_value", "detail": "Accepted: red."}]}
                """);
        String id =
                ordered("{\"resource\": \"health_scores\", \"format\": \"ndjson\", \"filters\": {\"band\": \"pink\"}}");
        JsonPath failed = ended(id);
        assertThat(failed.getString("status")).isEqualTo("failed");
        assertThat(failed.getString("error.errors[0].pointer")).isEqualTo("?band");
        isProblem(content(id), 409, "export_not_ready");
    }

    @Test
    void isTheSameForTheSameKey() {
        healthStreams();
        String body = "{\"resource\": \"health_scores\", \"format\": \"csv\"}";
        String id = Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "nightly")
                .body(body)
                .post("/v1/exports")
                .jsonPath()
                .getString("id");
        assertThat(Door.with(tenant.key())
                        .contentType(ContentType.JSON)
                        .header("Idempotency-Key", "nightly")
                        .body(body)
                        .post("/v1/exports")
                        .jsonPath()
                        .getString("id"))
                .isEqualTo(id);
        isProblem(
                Door.with(tenant.key())
                        .contentType(ContentType.JSON)
                        .header("Idempotency-Key", "nightly")
                        .body("{\"resource\": \"health_scores\", \"format\": \"ndjson\"}")
                        .post("/v1/exports"),
                422,
                "unprocessable");
    }

    @Test
    void namesAllThatIsWrongAtOnce() {
        Response refused = Door.proxied(tenant.key())
                .contentType(ContentType.JSON)
                .body("""
                        {"resource": "health_scores", "format": "ndjson", "encoding": "cp932", "profile": "salesforce",
                         "changed_since": "yesterday", "filters": {"colour": "red"}, "segment": "nobody"}
                        """)
                .post("/v1/exports");
        isProblem(refused, 400, "invalid_request");
        assertThat(refused.jsonPath().getList("errors.pointer", String.class))
                .containsExactlyInAnyOrder("/encoding", "/profile", "/changed_since", "/filters/colour", "/segment");
    }

    @Test
    void isForThoseWhoMayReadWhatIsInIt() {
        healthStreams();
        String id = ordered("{\"resource\": \"health_scores\", \"format\": \"csv\"}");
        ended(id);
        String other = Door.keyWith(tenant, "metrics:read");
        isProblem(Door.with(other).get("/v1/exports/" + id), 403, "forbidden");
        isProblem(Door.with(other).get("/v1/exports/" + id + "/content"), 403, "forbidden");
        assertThat(Door.with(other).get("/v1/exports").jsonPath().getList("data"))
                .isEmpty();
        assertThat(Door.with(tenant.key()).get("/v1/exports").jsonPath().getList("data.id"))
                .contains(id);
        isProblem(Door.with(Door.newTenant().key()).get("/v1/exports/" + id), 404, "not_found");
        isProblem(Door.with(Door.keyWith(tenant, "usage:write")).get("/v1/exports"), 403, "forbidden");
        try (StubService subscriptions =
                        StubService.start(Upstream.SUBSCRIPTIONS).answering(200, NO_ENTRIES);
                StubService usage = StubService.start(Upstream.USAGE).answering(200, NO_ENTRIES)) {
            health.answering(200, NO_ENTRIES);
            metrics.answering(200, NO_ENTRIES);
            JsonPath audited = Door.with(tenant.key())
                    .get("/v1/audit-log?action=export.created")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(audited.getList("data.action")).containsExactly("export.created");
            assertThat(audited.getString("data[0].detail.export")).isEqualTo(id);
        }
    }

    @Test
    void keepsTenUnderWayAndNotMore() {
        CountDownLatch go = new CountDownLatch(1);
        health.playing(exchange -> {
            try {
                go.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            StubService.answer(exchange, 200, NDJSON, "{\"end\":true,\"count\":0}\n");
        });
        String last = "";
        for (int i = 0; i < 10; i++) {
            last = ordered("{\"resource\": \"health_scores\", \"format\": \"csv\"}");
        }
        isProblem(order("{\"resource\": \"health_scores\", \"format\": \"csv\"}"), 429, "too_many_requests");
        go.countDown();
        assertThat(ended(last).getString("status")).isEqualTo("done");
    }
}
