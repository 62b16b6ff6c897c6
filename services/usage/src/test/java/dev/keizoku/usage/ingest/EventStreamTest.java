package dev.keizoku.usage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.MutableClock;
import dev.keizoku.testkit.TestTenants;
import dev.keizoku.testkit.Tokens;
import dev.keizoku.testkit.WithKeizoku;
import dev.keizoku.usage.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines and rows, any number of them. */
@QuarkusTest
@WithKeizoku
class EventStreamTest {

    private static final String LINES = "application/x-ndjson";
    private static final String TABLE = "text/csv";

    @Inject
    Jdbi jdbi;

    private String tenant = "";

    @BeforeEach
    void freshTenant() {
        MutableClock.reset();
        tenant = TestTenants.fresh();
    }

    private Response post(String type, String body, String query) {
        return Api.as(tenant, "usage:write")
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/events" + query);
    }

    private static String line(int number) {
        return "{\"type\":\"x\",\"id\":\"e" + number + "\",\"subject\":\"acme\",\"time\":\"2026-03-01T12:00:00Z\"}\n";
    }

    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        IntStream.range(from, to).forEach(number -> lines.append(line(number)));
        return lines.toString();
    }

    private long counted() {
        return Api.as(tenant, "usage:read")
                .get("/v1/usage?from=2026-03-01&to=2026-03-02")
                .jsonPath()
                .getLong("data[0].count");
    }

    @Test
    void manyLinesAreTakenInChunksAndCountedOnce() {
        Response first = post(LINES, lines(0, 2500) + "broken\n" + lines(2400, 2600), "");
        first.then()
                .statusCode(200)
                .body("accepted", equalTo(2600))
                .body("duplicate", equalTo(100))
                .body("rejected", equalTo(1))
                .body("outcomes[0].index", equalTo(2500))
                .body("outcomes[0].code", equalTo("malformed_json"))
                .body("outcomes[1].index", equalTo(2501))
                .body("outcomes[1].id", equalTo("e2400"));
        post(LINES, lines(0, 2600), "").then().body("accepted", equalTo(0)).body("duplicate", equalTo(2600));
        assertThat(counted()).isEqualTo(2600);
    }

    /** Rows that come into being as they are read. */
    private static InputStream rows(int rows) {
        String note = "x".repeat(1000);
        return new SequenceInputStream(new Enumeration<>() {
            private int row;

            @Override
            public boolean hasMoreElements() {
                return row <= rows;
            }

            @Override
            public InputStream nextElement() {
                String line =
                        row == 0 ? "type,id,account_id,time,note\n" : "x,e" + row + ",acme,2026-03-01," + note + "\n";
                row++;
                return new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @Test
    void moreThanTheProcessHoldsAtATimePassesThrough() throws IOException, InterruptedException {
        int rows = 60_000;
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/events"))
                .header("Authorization", "Bearer " + Tokens.of(tenant, "usage:write"))
                .header("Content-Type", "text/csv; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> rows(rows)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"accepted\":" + rows);
        }
        assertThat(counted()).isEqualTo(rows);
    }

    @Test
    void rowsAreEvents() {
        post(
                        TABLE,
                        "type,account_id,time,value\nlogin,acme,2026-03-01T10:00:00Z,\nx,acme,2026-03-01,2.5\n\nx,acme,,1\n",
                        "")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(2))
                .body("rejected", equalTo(1))
                .body("outcomes.index", contains(2))
                .body("outcomes.pointer", contains("/id"));
        Response shiftJis = Api.as(tenant, "usage:write")
                .contentType("text/csv; charset=shift_jis")
                .body("type,id,account_id\nx,1,取引先\n".getBytes(Charset.forName("shift_jis")))
                .post("/v1/events");
        shiftJis.then().body("accepted", equalTo(1));
        assertThat(Stored.of(jdbi, tenant)).extracting(Stored::account).contains("取引先");
    }

    @Test
    void eventsWithoutIdAndTimeAreKnownByTheKeyAndTheirPlace() {
        for (String outcome : new String[] {"accepted", "duplicate"}) {
            Api.as(tenant, "usage:write")
                    .contentType(LINES)
                    .header("Idempotency-Key", "\"nightly-7\"")
                    .body("{\"type\":\"x\"}\n{\"type\":\"x\"}\n".getBytes(StandardCharsets.UTF_8))
                    .post("/v1/events")
                    .then()
                    .body(outcome, equalTo(2));
            MutableClock.advance(Duration.ofHours(1));
        }
        assertThat(Stored.of(jdbi, tenant)).extracting(Stored::id).containsExactly("nightly-7/0", "nightly-7/1");
    }

    @Test
    void strictStoresAllOrNothing() {
        Response refused = post(LINES, lines(0, 1500) + "{}\n", "?strict=true");
        BadInput.isProblem(refused, 422, "batch_refused");
        refused.then().body("errors.pointer", contains("/1500/type"));
        assertThat(Stored.of(jdbi, tenant)).isEmpty();
        post(LINES, lines(0, 1500), "?strict=true").then().statusCode(200).body("accepted", equalTo(1500));
        BadInput.isProblem(post(LINES, lines(0, 10_001), "?strict=true"), 413, "too_many_events");
    }

    @Test
    void aDryRunOfAStreamStoresNothing() {
        post(LINES, lines(0, 1200), "?dry_run=true")
                .then()
                .body("accepted", equalTo(1200))
                .body("dry_run", equalTo(true));
        assertThat(Stored.of(jdbi, tenant)).isEmpty();
    }

    @Test
    void whatWasStoredBeforeAStreamBrokeIsTold() {
        String rows = "type,id,time\n";
        StringBuilder table = new StringBuilder(rows);
        IntStream.range(0, 1000).forEach(i -> table.append("x,e").append(i).append(",2026-03-01\n"));
        Response answer = post(TABLE, table + "x,\"never closed" + "\n".repeat(1_100_000), "");
        BadInput.isProblem(answer, 400, "malformed_csv");
        answer.then().body("detail", containsString("1000 events of this request are stored"));
        assertThat(Stored.of(jdbi, tenant)).hasSize(1000);
        BadInput.isProblem(post(TABLE, "no,header\n1,2\n", ""), 400, "malformed_csv");
    }

    @Test
    void gzipIsUnpackedOnTheWay() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(lines(0, 3000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = packed.toByteArray();
        Response cut = Api.unchecked(tenant, "usage:write")
                .contentType(LINES)
                .header("Content-Encoding", "gzip")
                .body(Arrays.copyOf(whole, whole.length - 12))
                .post("/v1/events");
        BadInput.isProblem(cut, 400, "malformed_json");
        Api.unchecked(tenant, "usage:write")
                .contentType(LINES)
                .header("Content-Encoding", "gzip")
                .body(whole)
                .post("/v1/events")
                .then()
                .statusCode(200);
        assertThat(counted()).isEqualTo(3000);
    }

    @Test
    void nothingIsFine() {
        Api.unchecked(tenant, "usage:write")
                .contentType(LINES)
                .body(new byte[0])
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("accepted", equalTo(0));
    }
}
