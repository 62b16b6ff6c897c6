package dev.keizoku.usage.ingest;

import static dev.keizoku.usage.Batches.BATCH;
import static dev.keizoku.usage.Batches.ONE;
import static dev.keizoku.usage.Batches.login;
import static dev.keizoku.usage.Batches.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in at the edge and is not as it should be: never a 500, always a problem document. */
@QuarkusTest
@WithKeizoku
class EventEdgeTest {

    private static final String NOON = "2026-03-01T12:00:00Z";

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private Response post(String type, byte[] body) {
        return Api.unchecked(tenant, "usage:write").contentType(type).body(body).post("/v1/events");
    }

    private Response gzip(byte[] body) {
        return Api.unchecked(tenant, "usage:write")
                .contentType(BATCH)
                .header("Content-Encoding", "gzip")
                .body(body)
                .post("/v1/events");
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "\"x\"",
                "{\"a\":",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "{\"surely_unknown\":1}",
                "{\"data\":\"\\u0000\"}",
                "{\"data\":\"\\ud800\"}",
                "{\"data\":1e1000000000}",
                "<xml/>"
            })
    void badBodiesAreProblems(String body) {
        for (String type : new String[] {ONE, BATCH}) {
            Response answer = post(type, bytes(body));
            boolean judgedByEvent = type.equals(BATCH) && answer.statusCode() == 200;
            assertThat(judgedByEvent || answer.statusCode() == 400)
                    .as(type + body)
                    .isTrue();
            assertThat(answer.asString()).doesNotContain("Exception", "java.", "dev.keizoku", "SQL");
        }
        send(tenant, login("still-up", "acme", "u1", NOON)).then().statusCode(200);
    }

    @Test
    void bombsAreProblems() {
        for (String body : new String[] {
            "[".repeat(100_000),
            "[{\"data\":" + "9".repeat(2000) + "}]",
            "[{\"data\":\"" + "s".repeat(100_000) + "\"}]",
            "[{\"" + "n".repeat(60_000) + "\":1}]"
        }) {
            BadInput.isProblem(post(BATCH, bytes(body)), 400, "malformed_json");
        }
        BadInput.isProblem(
                post(BATCH, new byte[] {'[', '"', (byte) 0xC3, (byte) 0x28, '"', ']'}), 400, "malformed_json");
    }

    @Test
    void oneBadEventOfABatchIsOneOutcome() {
        String good = login("good", "acme", "u1", NOON);
        Response answer = post(BATCH, bytes("[" + good + ", {\"id\":\"bad\",\"data\":{\"x\":\"\\u0000\"}}, 7]"));
        answer.then()
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("rejected", equalTo(2))
                .body("outcomes.id", containsInAnyOrder("bad", null));
    }

    @Test
    void otherMediaTypesAndEncodingsAreRefused() {
        BadInput.isProblem(post("text/plain", bytes("[]")), 415, "unsupported_media_type");
        BadInput.isProblem(post("application/cloudevents+avro", bytes("[]")), 415, "unsupported_media_type");
        Response brotli = Api.unchecked(tenant, "usage:write")
                .contentType(BATCH)
                .header("Content-Encoding", "br")
                .body("[]")
                .post("/v1/events");
        BadInput.isProblem(brotli, 415, "unsupported_media_type");
        Response wrongMethod = Api.unchecked(tenant, "usage:write").get("/v1/events");
        BadInput.isProblem(wrongMethod, 405, "method_not_allowed");
    }

    @Test
    void gzipIsUnpackedUpToTheLimit() throws IOException {
        byte[] batch = bytes("[" + login("e1", "acme", "u1", NOON) + "]");
        gzip(packed(batch)).then().statusCode(200).body("accepted", equalTo(1));
        byte[] cut = packed(batch);
        BadInput.isProblem(gzip(Arrays.copyOf(cut, cut.length - 12)), 400, "malformed_json");
        byte[] spaces = new byte[11 * 1024 * 1024];
        Arrays.fill(spaces, (byte) ' ');
        BadInput.isProblem(gzip(packed(spaces)), 413, "payload_too_large");
    }

    @Test
    void aBodyOfMoreThanTenMebibytesIsRefused() {
        byte[] spaces = new byte[11 * 1024 * 1024];
        Arrays.fill(spaces, (byte) ' ');
        assertThat(post(BATCH, spaces).statusCode()).isEqualTo(413);
        spaces = Arrays.copyOf(spaces, 9 * 1024 * 1024);
        spaces[0] = '[';
        spaces[spaces.length - 1] = ']';
        assertThat(post(BATCH, spaces).statusCode()).isEqualTo(200);
    }

    @Test
    void aBatchOfMoreThanTenThousandEventsIsRefused() {
        BadInput.isProblem(post(BATCH, bytes("[" + "{},".repeat(10_000) + "{}]")), 413, "too_many_events");
    }

    @Test
    void onlyTheScopeOpensTheDoor() {
        String body = "[" + login("e1", "acme", "u1", NOON) + "]";
        BadInput.isProblem(Api.anonymous().contentType(BATCH).body(body).post("/v1/events"), 401, "unauthenticated");
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:read")
                        .contentType(BATCH)
                        .body(body)
                        .post("/v1/events"),
                403,
                "forbidden");
        BadInput.isProblem(Api.unchecked(tenant, "usage:write").get("/v1/usage"), 403, "forbidden");
        BadInput.isProblem(Api.anonymous().get("/v1/accounts/acme/usage"), 401, "unauthenticated");
        BadInput.isProblem(Api.unchecked(tenant, "usage:read").get("/v1/measures?day=2026-03-01"), 403, "forbidden");
        BadInput.isProblem(
                Api.unchecked("nobody", "usage:write")
                        .contentType(BATCH)
                        .body(body)
                        .post("/v1/events"),
                503,
                "tenant_not_ready");
    }

    @Test
    void unknownParametersAreNamed() {
        Response answer = Api.unchecked(tenant, "usage:write")
                .contentType(BATCH)
                .body("[]")
                .post("/v1/events?strikt=true&history=maybe");
        BadInput.isProblem(answer, 400, "invalid_request");
        answer.then().body("errors.pointer", containsInAnyOrder("?strikt", "?history"));
    }
}
