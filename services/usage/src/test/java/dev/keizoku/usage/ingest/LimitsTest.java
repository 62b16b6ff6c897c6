package dev.keizoku.usage.ingest;

import static dev.keizoku.usage.Batches.BATCH;
import static dev.keizoku.usage.Batches.ONE;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is just within each limit is taken, and one more is refused by the problem that says so. */
@QuarkusTest
@WithKeizoku
class LimitsTest {

    private static final int TEN_MEBIBYTES = 10 * 1024 * 1024;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private Response post(String path, String type, String body) {
        return Api.unchecked(tenant, "usage:write")
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path);
    }

    private static String holding(String value) {
        return "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/s\",\"type\":\"x\",\"data\":{\"a\":" + value + "}}";
    }

    private void within(Response answer) {
        answer.then().statusCode(200).body("accepted", equalTo(1));
    }

    @Test
    void thirtyTwoLevelsDeep() {
        // The event and its data are two of them.
        within(post("/v1/events", ONE, holding("[".repeat(30) + "]".repeat(30))));
        BadInput.isProblem(post("/v1/events", ONE, holding("[".repeat(31) + "]".repeat(31))), 400, "malformed_json");
    }

    @Test
    void stringsOf64KibibytesNamesOfAThousandAndNumbersOfAHundredDigits() {
        within(post("/v1/events", ONE, holding("\"" + "s".repeat(65_536) + "\"")));
        BadInput.isProblem(post("/v1/events", ONE, holding("\"" + "s".repeat(65_537) + "\"")), 400, "malformed_json");
        tenant = TestTenants.fresh();
        within(post("/v1/events", ONE, holding("{\"" + "n".repeat(1_000) + "\":1}")));
        BadInput.isProblem(
                post("/v1/events", ONE, holding("{\"" + "n".repeat(1_001) + "\":1}")), 400, "malformed_json");
        tenant = TestTenants.fresh();
        within(post("/v1/events", ONE, holding("9".repeat(100))));
        BadInput.isProblem(post("/v1/events", ONE, holding("9".repeat(101))), 400, "malformed_json");
        BadInput.isProblem(post("/v1/events", ONE, holding("9".repeat(10_000))), 400, "malformed_json");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/batch, application/json, '{\"batch\":[', ']}'",
        "/api/v1/events/batch, application/json, '{\"events\":[', ']}'",
        "/v1/events, application/json, '[', ']'",
        "/v1/events, application/cloudevents-batch+json, '[', ']'",
        "/api/v1/events, application/cloudevents-batch+json, '[', ']'"
    })
    void tenThousandItemsOfABatchInEveryProtocol(String path, String type, String start, String end) {
        Response most = post(path, type, start + "{},".repeat(9_999) + "{}" + end);
        assertThat(most.statusCode()).isIn(200, 422);
        BadInput.isProblem(post(path, type, start + "{},".repeat(10_000) + "{}" + end), 413, "too_many_events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/batch", "/api/v1/events/batch"})
    void valuesOfABodyThatIsHeldWhole(String path) {
        String values = "{\"batch\":[" + "[],".repeat(300_000) + "[]]}";
        BadInput.isProblem(post(path, "application/json", values), 400, "malformed_json");
    }

    @Test
    void aBodyOfTenMebibytesAndNotAByteMore() throws IOException {
        String most = "[" + " ".repeat(TEN_MEBIBYTES - 2) + "]";
        post("/v1/events", BATCH, most).then().statusCode(200);
        gzip(most).then().statusCode(200);
        BadInput.isProblem(post("/v1/events", BATCH, " " + most), 413, "payload_too_large");
        BadInput.isProblem(gzip(" " + most), 413, "payload_too_large");
    }

    @Test
    void aBodyOfAMebibyteWhereNothingElseIsSaid() {
        String most = "{\"batch\":[]" + " ".repeat(1024 * 1024 - 12) + "}";
        post("/v1/batch", "application/json", most).then().statusCode(200);
        BadInput.isProblem(post("/v1/batch", "application/json", most + " "), 413, "payload_too_large");
    }

    private Response gzip(String body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return Api.unchecked(tenant, "usage:write")
                .contentType(BATCH)
                .header("Content-Encoding", "gzip")
                .body(packed.toByteArray())
                .post("/v1/events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/rejected-events", "/v1/accounts/acme/events", "/v1/accounts/acme/users"})
    void twoHundredRowsOfAPage(String path) {
        Api.unchecked(tenant, "usage:read").get(path + "?limit=200").then().statusCode(200);
        for (int limit : new int[] {201, 0}) {
            BadInput.isProblem(
                    Api.unchecked(tenant, "usage:read").get(path + "?limit=" + limit), 400, "invalid_request");
        }
    }
}
