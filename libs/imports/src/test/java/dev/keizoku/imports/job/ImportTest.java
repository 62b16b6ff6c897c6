package dev.keizoku.imports.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.ArchitectureRules;
import dev.keizoku.testkit.BadInput;
import dev.keizoku.testkit.Eventually;
import dev.keizoku.testkit.WithKeizoku;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithKeizoku
class ImportTest {

    private static final AtomicInteger TENANTS = new AtomicInteger();

    @Inject
    Jdbi jdbi;

    private String tenant;

    @BeforeEach
    void tenant() {
        tenant = "import-" + TENANTS.incrementAndGet();
        Api.unchecked(tenant, "operator")
                .contentType("application/json")
                .body("""
                        {"tenant": "%s", "version": 1, "name": "T", "zone": "Asia/Tokyo", "currency": "JPY",
                         "language": "ja", "fiscal_year_start_month": 4}
                        """.formatted(tenant))
                .put("/v1/tenants/" + tenant)
                .then()
                .statusCode(204);
    }

    private Response send(String kind, String mapping, byte[] file, String mediaType, String... key) {
        var request = Api.unchecked(tenant, "usage:write");
        if (key.length > 0) {
            request.header("Idempotency-Key", key[0]);
        }
        if (mapping != null) {
            request.multiPart("mapping", mapping, "application/json");
        }
        return request.multiPart("file", "things.csv", file, mediaType).post("/v1/imports?kind=" + kind);
    }

    private JsonPath run(String mapping, String file, String mediaType) {
        Response taken = send("thing", mapping, file.getBytes(StandardCharsets.UTF_8), mediaType);
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(202);
        return ended(taken.jsonPath().getString("id"));
    }

    private JsonPath ended(String id) {
        return Eventually.passes(Duration.ofMinutes(2), () -> {
            Response answer = Api.unchecked(tenant, "usage:write").get("/v1/imports/" + id);
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            assertThat(answer.jsonPath().getString("status")).isIn("done", "failed");
            return answer.jsonPath();
        });
    }

    private List<Map<String, Object>> rejections(String id, String query) {
        return Api.unchecked(tenant, "usage:write")
                .get("/v1/imports/" + id + "/rejections" + query)
                .jsonPath()
                .getList("data");
    }

    private long stored() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from thing where tenant = :tenant and applied = 1")
                        .bind("tenant", tenant)
                        .mapTo(Long.class)
                        .one());
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "t" + i + "," + i + ".5\n")
                .collect(Collectors.joining());
    }

    @Test
    void takesEveryGoodRowAndListsEveryBadOne() {
        String file = "id,amount\n" + rows(0, 25) + "x,abc\n,1\nthrows,1\n" + rows(25, 40)
                + "conflict,1\n\"too\",99999999999999\n" + rows(40, 57) + "t1,1.5\n";
        JsonPath done = run(null, file, "text/csv");

        assertThat(done.getString("status")).as(done.prettify()).isEqualTo("done");
        assertThat(done.getString("id")).startsWith("imp_t_");
        assertThat(done.getLong("rows_read")).isEqualTo(63);
        assertThat(done.getLong("rows_accepted")).isEqualTo(57);
        assertThat(done.getLong("rows_unchanged")).isEqualTo(1);
        assertThat(done.getLong("rows_rejected")).isEqualTo(5);
        assertThat(stored()).isEqualTo(57);
        assertThat(rejections(done.getString("id"), ""))
                .extracting(row -> row.get("line"), row -> row.get("field"), row -> row.get("code"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(27, "amount", "invalid_value"),
                        org.assertj.core.groups.Tuple.tuple(28, "id", "required"),
                        org.assertj.core.groups.Tuple.tuple(29, "", "failed"),
                        org.assertj.core.groups.Tuple.tuple(45, "id", "conflict"),
                        org.assertj.core.groups.Tuple.tuple(46, "", "not_storable"));
    }

    @Test
    void pagesThroughRejections() {
        JsonPath done = run(null, "id,amount\na,x\nb,x\nc,x\n", "text/csv");
        String path = "/v1/imports/" + done.getString("id") + "/rejections?limit=2";
        JsonPath first = Api.unchecked(tenant, "usage:write").get(path).jsonPath();
        assertThat(first.getList("data.line")).isEqualTo(List.of(2, 3));
        assertThat(first.getBoolean("has_more")).isTrue();
        JsonPath second = Api.unchecked(tenant, "usage:write")
                .queryParam("cursor", first.getString("next_cursor"))
                .get(path)
                .jsonPath();
        assertThat(second.getList("data.line")).isEqualTo(List.of(4));
        assertThat(second.getBoolean("has_more")).isFalse();
    }

    @Test
    void readsNdjsonThroughAMapping() {
        JsonPath done = run(
                "{\"fields\":{\"id\":{\"concat\":[\"n-\",{\"column\":\"k.id\"}]},\"amount\":{\"column\":\"v\"}}}",
                "{\"k\":{\"id\":\"a\"},\"v\":1.25}\n{\"k\":{\"id\":\"b\"},\"v\":2}\n",
                "application/x-ndjson");
        assertThat(done.getLong("rows_accepted")).as(done.prettify()).isEqualTo(2);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void goesOnAfterAnOutageWithNothingLostOrDoubled() {
        Things.OUTAGES.set(2);
        JsonPath done = run(null, "id,amount\n" + rows(0, 35) + "outage,1\n" + rows(35, 45), "text/csv");
        assertThat(done.getLong("rows_accepted")).isEqualTo(46);
        assertThat(stored()).isEqualTo(46);
    }

    @Test
    void takesOverAJobWhoseWorkerDied() {
        JsonPath done = run(null, "id,amount\n" + rows(0, 5), "text/csv");
        String id = done.getString("id");
        byte[] file = ("id,amount\n" + rows(0, 5) + rows(100, 125)).getBytes(StandardCharsets.UTF_8);
        jdbi.useTransaction(handle -> {
            handle.createUpdate("""
                            insert into import_chunk (tenant, import_id, ordinal, bytes)
                            values (:tenant, :id, 0, :bytes)
                            """)
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .bind("bytes", file)
                    .execute();
            handle.createUpdate("""
                            update import_job set status = 'running', finished_at = null,
                                lease_until = clock_timestamp() - interval '1 second'
                            where tenant = :tenant and id = :id
                            """).bind("tenant", tenant).bind("id", id).execute();
        });
        JsonPath again = ended(id);
        assertThat(again.getLong("rows_read")).isEqualTo(30);
        assertThat(again.getLong("rows_accepted")).isEqualTo(30);
        assertThat(again.getLong("rows_unchanged")).isZero();
        assertThat(stored()).isEqualTo(30);
    }

    @Test
    void failsAFileThatIsNone() {
        JsonPath failed = run("{\"fields\":{\"id\":{\"column\":\"nope\"}}}", "id,amount\na,1\n", "text/csv");
        assertThat(failed.getString("status")).isEqualTo("failed");
        assertThat(failed.getString("detail")).contains("no column \"nope\"");
    }

    @Test
    void keepsWhatStandsBeforeABreak() {
        JsonPath failed = run(null, "id,amount\n" + rows(0, 12) + "\"" + "x".repeat(2_500_000), "text/csv");
        assertThat(failed.getString("status")).as(failed.prettify()).isEqualTo("failed");
        assertThat(failed.getString("detail")).contains("after line 13");
        assertThat(failed.getLong("rows_accepted")).isEqualTo(12);
        assertThat(stored()).isEqualTo(12);
    }

    @Test
    void storesALargeFileInPieces() {
        int count = 60_000;
        JsonPath done = run(null, "id,amount\n" + rows(0, 3) + ",\n".repeat(count) + rows(3, 6), "text/csv");
        assertThat(done.getLong("rows_accepted")).isEqualTo(6);
        assertThat(done.getLong("rows_rejected")).isEqualTo(count);
        long chunks =
                jdbi.withHandle(handle -> handle.createQuery("select count(*) from import_chunk where tenant = :tenant")
                        .bind("tenant", tenant)
                        .mapTo(Long.class)
                        .one());
        assertThat(chunks).isZero();
    }

    @Test
    void givesTheSameImportForTheSameKeyAndRefusesAnotherRequest() {
        byte[] file = "id,amount\na,1\n".getBytes(StandardCharsets.UTF_8);
        String first = send("thing", null, file, "text/csv", "\"key-1\"")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        send("thing", null, file, "text/csv", "key-1").then().statusCode(202).body("id", equalTo(first));
        BadInput.isProblem(
                send("thing", null, "id,amount\na,2\n".getBytes(StandardCharsets.UTF_8), "text/csv", "key-1"),
                422,
                "unprocessable");
    }

    @Test
    void refusesWhatItCannotTake() {
        byte[] file = "id,amount\na,1\n".getBytes(StandardCharsets.UTF_8);
        send("nonsense", null, file, "text/csv")
                .then()
                .statusCode(400)
                .body("errors[0].detail", containsString("thing"));
        BadInput.isProblem(send("thing", "{\"nope\":1}", file, "text/csv"), 400, "invalid_request");
        BadInput.isProblem(send("thing", "{", file, "text/csv"), 400, "malformed_json");
        BadInput.isProblem(send("thing", "{\"fields\":{\"id\":{}}}", file, "text/csv"), 400, "invalid_request");
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:write").multiPart("mapping", "{}").post("/v1/imports?kind=thing"),
                400,
                "invalid_request");
        BadInput.isProblem(
                Api.unchecked(tenant, "health:write")
                        .multiPart("file", "x.csv", file)
                        .post("/v1/imports?kind=thing"),
                403,
                "forbidden");
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:write")
                        .multiPart("file", "x.csv", file)
                        .post("/v1/imports?kind=thing&history=true"),
                403,
                "forbidden");
        BadInput.isProblem(
                Api.unchecked(tenant, "usage:write")
                        .contentType("text/csv")
                        .body(file)
                        .post("/v1/imports?kind=thing"),
                415,
                "unsupported_media_type");
    }

    @Test
    void hidesTheImportsOfOthers() {
        String id = run(null, "id,amount\na,1\n", "text/csv").getString("id");
        String other = tenant;
        tenant();
        for (String path : List.of("", "/rejections")) {
            BadInput.isProblem(Api.unchecked(tenant, "usage:write").get("/v1/imports/" + id + path), 404, "not_found");
            BadInput.isProblem(Api.unchecked(other, "health:write").get("/v1/imports/" + id + path), 403, "forbidden");
        }
    }

    @Test
    void keepsTheHouseRules() {
        ArchitectureRules.check("dev.keizoku.imports");
        ArchitectureRules.checkPure("dev.keizoku.imports", ".*imports\\.(decode|mapping)\\..*");
    }
}
