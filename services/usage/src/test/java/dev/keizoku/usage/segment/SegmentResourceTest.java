package dev.keizoku.usage.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.Tokens;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.Batches;
import dev.keizoku.usage.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithKeizoku
class SegmentResourceTest {

    private static final String TRACK = """
            {"type":"track","messageId":"m1","event":"report.opened","userId":"u1","timestamp":"2026-03-01T12:00:00.000Z",
             "properties":{"quantity":3,"plan":"gold"},"context":{"groupId":"acme","library":{"name":"lib"}}}
            """;

    @Inject
    Jdbi jdbi;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private Response call(String path, String body) {
        return Api.as(tenant, "usage:write")
                .contentType("application/json")
                .body(body)
                .post("/v1/" + path);
    }

    private Response batch(String... messages) {
        return call("batch", "{\"batch\":[" + String.join(",", messages) + "],\"sentAt\":\"2026-03-02T00:00:00Z\"}");
    }

    private Response rejected() {
        return Api.as(tenant, "usage:read").get("/v1/rejected-events");
    }

    @Test
    void aTrackedCallIsStoredOnceHoweverItComes() {
        for (int i = 0; i < 2; i++) {
            call("track", TRACK).then().statusCode(200).body("success", equalTo(true));
            batch(TRACK, TRACK).then().statusCode(200).body("success", equalTo(true));
        }
        assertThat(Stored.of(jdbi, tenant)).hasSize(1);
        Batches.send(
                        tenant,
                        "{\"specversion\":\"1.0\",\"id\":\"m1\",\"source\":\"lib\",\"type\":\"report.opened\",\"subject\":\"acme\","
                                + "\"time\":\"2026-03-01T12:00:00Z\",\"data\":{\"user_id\":\"u1\",\"value\":3,\"plan\":\"gold\"}}")
                .then()
                .body("duplicate", equalTo(1));
        rejected().then().body("data", hasSize(0));
    }

    /** As an SDK sends it: what a test's client knows about media types does not come in between. */
    private int send(String path, String type, String encoding, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/" + path))
                .header("Authorization", "Bearer " + Tokens.of(tenant, "usage:write"))
                .header("Content-Type", type)
                .header("Content-Encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void theBodyIsJsonWhateverItIsSaidToBe() throws IOException, InterruptedException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(("{\"batch\":[" + TRACK + "]}").getBytes(StandardCharsets.UTF_8));
        }
        String form = "application/x-www-form-urlencoded";
        assertThat(send("batch", form, "gzip", packed.toByteArray())).isEqualTo(200);
        for (String type : new String[] {"text/plain", form, "application/octet-stream"}) {
            assertThat(send("track", type, "identity", TRACK.getBytes(StandardCharsets.UTF_8)))
                    .as(type)
                    .isEqualTo(200);
        }
        assertThat(Stored.of(jdbi, tenant)).hasSize(1);
    }

    @Test
    void badMessagesDoNotSpoilTheOthersAndAreKept() {
        batch(
                        TRACK,
                        "{\"type\":\"track\",\"messageId\":\"m2\"}",
                        "{\"type\":\"identify\"}",
                        "{\"type\":\"dance\",\"messageId\":\"m3\"}",
                        TRACK.replace("\"m1\"", "\"m4\"").replace("2026-03-01", "2020-03-01"),
                        TRACK.replace("gold", "silver"))
                .then()
                .statusCode(200)
                .body("success", equalTo(true));
        assertThat(Stored.of(jdbi, tenant)).hasSize(1);
        rejected()
                .then()
                .body("data.id", contains("m1", "m4", "m3", null, "m2"))
                .body("data.code", contains("conflict", "too_old", "invalid_value", "required", "required"))
                .body("data[4].errors.pointer", contains("/event"))
                .body("data[4].item", equalTo("{\"type\":\"track\",\"messageId\":\"m2\"}"))
                .body("data[0].protocol", equalTo("segment"));
    }

    @Test
    void aBodyOfTheWrongShapeIsKeptToo() {
        for (String body : new String[] {"{}", "{\"batch\":7}", "[]"}) {
            Api.unchecked(tenant, "usage:write")
                    .contentType("application/json")
                    .body(body)
                    .post("/v1/batch")
                    .then()
                    .statusCode(200);
        }
        rejected().then().body("data.errors[0].pointer", contains("/batch")).body("data", hasSize(3));
        batch().then().statusCode(200);
        rejected().then().body("data", hasSize(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"batch\":[}", "{} {}", "{\"a\":1,\"a\":2}", "key=value"})
    void onlyWhatIsNoJsonIsRefused(String body) {
        for (String path : new String[] {"batch", "track", "identify", "group", "page", "screen", "alias"}) {
            Response answer = Api.unchecked(tenant, "usage:write")
                    .contentType("application/json")
                    .body(body)
                    .post("/v1/" + path);
            BadInput.isProblem(answer, 400, "malformed_json");
        }
    }

    @Test
    void everyKindHasItsPath() {
        call("page", "{\"messageId\":\"p\",\"userId\":\"u1\",\"name\":\"Pricing\"}")
                .then()
                .statusCode(200);
        call("screen", "{\"messageId\":\"s\",\"userId\":\"u1\",\"name\":\"Home\"}")
                .then()
                .statusCode(200);
        call("identify", "{\"userId\":\"u1\",\"traits\":{\"role\":\"admin\"}}")
                .then()
                .statusCode(200);
        call("group", "{\"userId\":\"u1\",\"groupId\":\"acme\"}").then().statusCode(200);
        call("alias", "{\"userId\":\"u1\",\"previousId\":\"anon\"}").then().statusCode(200);
        rejected().then().body("data", hasSize(0));
        assertThat(Stored.of(jdbi, tenant)).extracting(Stored::name).containsExactlyInAnyOrder("page", "screen");
    }

    @Test
    void anEventOfNoAccountGoesToTheOneOfTheUsersLastGroupCall() {
        call("group", "{\"userId\":\"u1\",\"groupId\":\"first\",\"timestamp\":\"2026-03-01T10:00:00Z\"}");
        batch(
                "{\"type\":\"track\",\"messageId\":\"1\",\"event\":\"x\",\"userId\":\"u1\"}",
                "{\"type\":\"track\",\"messageId\":\"2\",\"event\":\"x\",\"userId\":\"nobody\"}");
        batch(
                "{\"type\":\"group\",\"userId\":\"u1\",\"groupId\":\"second\",\"timestamp\":\"2026-03-01T11:00:00Z\"}",
                "{\"type\":\"track\",\"messageId\":\"3\",\"event\":\"x\",\"userId\":\"u1\"}",
                "{\"type\":\"track\",\"messageId\":\"4\",\"event\":\"x\",\"userId\":\"u1\",\"context\":{\"groupId\":\"own\"}}");
        call("group", "{\"userId\":\"u1\",\"groupId\":\"late\",\"timestamp\":\"2026-03-01T09:00:00Z\"}");
        call("page", "{\"messageId\":\"5\",\"userId\":\"u1\"}");
        assertThat(Stored.of(jdbi, tenant))
                .extracting(Stored::account)
                .containsExactly("first", "", "second", "own", "second");
    }

    @Test
    void withoutMessageIdTheTimeOrTheKeyTellsCallsApart() {
        for (int i = 0; i < 2; i++) {
            call("track", "{\"event\":\"x\",\"userId\":\"u\",\"timestamp\":\"2026-03-01T12:00:00Z\"}");
            Api.as(tenant, "usage:write")
                    .contentType("application/json")
                    .header("Idempotency-Key", "key-1")
                    .body("{\"event\":\"x\",\"userId\":\"u\"}")
                    .post("/v1/track");
        }
        call("track", "{\"event\":\"x\",\"userId\":\"u\"}").then().statusCode(200);
        assertThat(Stored.of(jdbi, tenant)).hasSize(2);
        rejected().then().body("data.code", containsInAnyOrder("required"));
    }

    @Test
    void onlyTheScopeOpensTheDoor() {
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:read")
                        .contentType("application/json")
                        .body(TRACK)
                        .post("/v1/track"),
                403,
                "forbidden");
        BadInput.isProblem(
                Api.unchecked("nobody", "usage:write")
                        .contentType("application/json")
                        .body(TRACK)
                        .post("/v1/track"),
                503,
                "tenant_not_ready");
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:write")
                        .contentType("application/json")
                        .header("Content-Encoding", "br")
                        .body(TRACK)
                        .post("/v1/batch"),
                415,
                "unsupported_media_type");
        byte[] large = new byte[2 * 1024 * 1024];
        java.util.Arrays.fill(large, (byte) ' ');
        assertThat(Api.unchecked(tenant, "usage:write")
                        .contentType("application/json")
                        .body(large)
                        .post("/v1/batch")
                        .statusCode())
                .isEqualTo(413);
    }
}
