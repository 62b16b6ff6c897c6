package dev.keizoku.gateway.export;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithGateway
class ExportResourceTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String NO_ENTRIES = "{\"data\": []}";
    private static final String NDJSON = "application/x-ndjson";

    @Inject
    Jdbi jdbi;

    private StubService health;
    private StubService metrics;
    private Door.Tenant tenant;

    @BeforeEach
    void startTheServices() {
        health = StubService.start(Upstream.HEALTH);
        metrics = StubService.start(Upstream.METRICS);
        tenant = Door.newTenant();
    }

    @AfterEach
    void stopTheServices() {
        health.close();
        metrics.close();
    }

    private void healthStreams(String... rows) {
        String body =
                IntStream.range(0, rows.length).mapToObj(i -> rows[i] + "\n").collect(Collectors.joining())
                        + "{\"end\":true,\"count\":" + rows.length + "}\n";
        health.playing(exchange -> {
            health.note(exchange);
            StubService.answer(exchange, 200, NDJSON, body);
        });
    }

    private Response order(String body) {
        return Door.with(tenant.key()).contentType(ContentType.JSON).body(body).post("/v1/exports");
    }

    private String ordered(String body) {
        return order(body).then().statusCode(202).extract().jsonPath().getString("id");
    }

    private JsonPath ended(String id) {
        return Eventually.passes(LONG, () -> {
            JsonPath export = Door.with(tenant.key())
                    .get("/v1/exports/" + id)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(export.getString("status")).isNotIn("queued", "running");
            return export;
        });
    }

    private Response content(String id) {
        return Door.with(tenant.key()).get("/v1/exports/" + id + "/content");
    }

    private static String text(Response response) {
        return new String(response.asByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void writesTheRowsOfAListOneALine() {
        healthStreams("{\"account_id\":\"acme\",\"name\":\"=1+1\"}", "{\"account_id\":\"beta\"}");
        String id = ordered("""
                {"resource": "health_scores", "format": "ndjson", "changed_since": "s_81233", "language": "ja",
                 "filters": {"band": ["red", "yellow"]}}
                """);
        JsonPath done = ended(id);
        assertThat(done.getString("status")).isEqualTo("done");
        assertThat(done.getLong("rows_total")).isEqualTo(2);
        assertThat(done.getString("content_url")).isEqualTo("/v1/exports/" + id + "/content");
        assertThat(text(content(id)))
                .isEqualTo("{\"account_id\":\"acme\",\"name\":\"=1+1\"}\n{\"account_id\":\"beta\"}\n");
        assertThat(health.last().uri())
                .isEqualTo("/v1/export-rows/health-scores?band=red&band=yellow&sync_token=s_81233");
        assertThat(health.last().header("Accept-Language")).isEqualTo("ja");
    }

    @Test
    void writesATableThatASpreadsheetOpensWithoutHarm() {
        healthStreams("""
                {"id":"1","account_id":"acme","type":"NO_LOGIN_14D","severity":0.5,"text":"=cmd()","evidence":{"days":15}}""");
        String id = ordered("{\"resource\": \"risk_signals\", \"format\": \"csv\", \"encoding\": \"utf-8-bom\"}");
        assertThat(ended(id).getString("status")).isEqualTo("done");
        Response content = content(id);
        assertThat(content.header("Content-Type")).isEqualToIgnoringCase("text/csv; charset=utf-8");
        assertThat(content.header("Content-Disposition")).isEqualTo("attachment; filename=\"risk_signals.csv\"");
        assertThat(text(content))
                .startsWith("\ufeffid,account_id,type,family,state,severity,title,text,")
                .contains("1,acme,NO_LOGIN_14D,,,0.5,,'=cmd(),")
                .endsWith("\"{\"\"days\"\":15}\"\r\n");
    }

    @Test
    void isFetchedInPiecesThatFitTogether() {
        String[] rows = IntStream.range(0, 30_000)
                .mapToObj(i -> "{\"account_id\":\"account-" + i + "\",\"band\":\"green\"}")
                .toArray(String[]::new);
        healthStreams(rows);
        String id = ordered("{\"resource\": \"health_scores\", \"format\": \"ndjson\"}");
        JsonPath done = ended(id);
        byte[] whole = content(id).asByteArray();
        assertThat(done.getLong("parts[0].bytes")).isEqualTo(whole.length).isGreaterThan(2 * 512 * 1024);
        String tag = content(id).header("ETag");
        int half = whole.length / 2;
        Response rest = Door.with(tenant.key())
                .header("Range", "bytes=" + half + "-")
                .header("If-Range", tag)
                .get("/v1/exports/" + id + "/content");
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.header("Content-Range"))
                .isEqualTo("bytes " + half + "-" + (whole.length - 1) + "/" + whole.length);
        assertThat(rest.asByteArray()).isEqualTo(java.util.Arrays.copyOfRange(whole, half, whole.length));
        assertThat(Door.with(tenant.key())
                        .header("Range", "bytes=0-3")
                        .header("If-Range", "\"another\"")
                        .get("/v1/exports/" + id + "/content")
                        .statusCode())
                .isEqualTo(200);
        isProblem(
                Door.with(tenant.key())
                        .header("Range", "bytes=" + whole.length + "-")
                        .get("/v1/exports/" + id + "/content"),
                416,
                "range_not_satisfiable");
        isProblem(Door.with(tenant.key()).get("/v1/exports/" + id + "/content?part=2"), 404, "not_found");
    }

    @Test
    void writesTheFiguresOfAMetricAsRows() {
        metrics.answering(200, """
                {"metric": "mrr", "unit": "money", "series": [{"group": {"plan": "gold"}, "points": [
                  {"from": "2026-01-01", "to": "2026-02-01", "value": {"amount": "-5", "currency": "JPY"}, "complete": true}]}]}
                """);
        String id = ordered("""
                {"resource": "metrics", "format": "csv", "filters": {"metric": "mrr", "from": "2026-01-01", "group_by": "plan"}}
                """);
        assertThat(ended(id).getString("status")).isEqualTo("done");
        assertThat(text(content(id)))
                .isEqualTo("metric,unit,group.plan,from,to,value.amount,value.currency,complete\r\n"
                        + "mrr,money,gold,2026-01-01,2026-02-01,-5,JPY,true\r\n");
        assertThat(metrics.last().uri()).isEqualTo("/v1/metrics/mrr?from=2026-01-01&group_by=plan");
    }

    /** One that waits for a worker, older than all others; nobody has it. */
    private UUID left(String status) {
        UUID id = UUID.randomUUID();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into export (tenant, export_id, resource, format, profile, encoding, compression, uri,
                            asked, status, created_at, created_by, fence, row_count, lease_until)
                        values (:tenant, :id, 'health_scores', 'ndjson', 'plain', 'utf-8', 'none',
                            '/v1/export-rows/health-scores', '{}', :status, '2026-01-01T00:00:00Z', 'somebody', 7, 500,
                            clock_timestamp() - interval '1 second')
                        """)
                .bind("tenant", tenant.id())
                .bind("id", id)
                .bind("status", status)
                .execute());
        return id;
    }

    @Test
    void takesWhatWasBegunElsewhereOnFromTheStart() {
        healthStreams("{\"account_id\":\"acme\"}");
        Door.suspend(tenant.id()).then().statusCode(200);
        UUID left = left("running");
        jdbi.useHandle(
                handle -> handle.createUpdate("insert into export_chunk values (:tenant, :id, 1, 0, 'half of a row')")
                        .bind("tenant", tenant.id())
                        .bind("id", left)
                        .execute());
        Door.resume(tenant.id()).then().statusCode(200);
        assertThat(ended(left.toString()).getLong("rows_total")).isEqualTo(1);
        assertThat(text(content(left.toString()))).isEqualTo("{\"account_id\":\"acme\"}\n");
    }

    @Test
    void beginsNoneForATenantThatIsSuspended() {
        healthStreams("{\"account_id\":\"acme\"}");
        Door.Tenant suspended = tenant;
        Door.suspend(suspended.id()).then().statusCode(200);
        UUID waiting = left("queued");
        tenant = Door.newTenant();
        assertThat(ended(ordered("{\"resource\": \"health_scores\", \"format\": \"ndjson\"}"))
                        .getString("status"))
                .isEqualTo("done");
        assertThat(health.requests()).hasSize(1);
        Door.resume(suspended.id()).then().statusCode(200);
        tenant = suspended;
        assertThat(ended(waiting.toString()).getString("status")).isEqualTo("done");
    }

    @Test
    void asksAgainWhenAStreamBreaksOff() {
        AtomicInteger asked = new AtomicInteger();
        health.playing(exchange -> StubService.answer(
                exchange,
                200,
                NDJSON,
                asked.incrementAndGet() == 1
                        ? "{\"account_id\":\"acme\"}\n"
                        : "{\"account_id\":\"acme\"}\n{\"end\":true,\"count\":1}\n"));
        JsonPath done = ended(ordered("{\"resource\": \"health_scores\", \"format\": \"ndjson\"}"));
        assertThat(done.getString("status")).isEqualTo("done");
        assertThat(done.getLong("rows_done")).isEqualTo(1);
        assertThat(asked).hasValue(2);
    }

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

    /** An export as another version of us may have left it. */
    private UUID left(String resource, String uri, int attempts) {
        UUID id = UUID.randomUUID();
        jdbi.useHandle(handle -> handle.execute("""
                insert into export (tenant, export_id, resource, format, profile, encoding, compression, uri, asked,
                    status, created_at, created_by, attempts)
                values (?, ?, ?, 'ndjson', 'plain', 'utf-8', 'none', ?, '{}', 'queued', '2026-01-01', 'somebody', ?)
                """, tenant.id(), id, resource, uri, attempts));
        return id;
    }

    private String statusOf(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select status from export where export_id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one());
    }

    @Test
    void oneThatCannotBeReadHoldsUpNoOther() {
        healthStreams("{\"account_id\":\"acme\"}");
        UUID unreadable = left("horoscopes", "/v1/export-rows/horoscopes", 0);
        String id = ordered("{\"resource\": \"health_scores\", \"format\": \"ndjson\"}");
        assertThat(ended(id).getString("status")).isEqualTo("done");
        Eventually.within(LONG, () -> statusOf(unreadable).equals("failed"));
    }

    @Test
    void oneThatGoesWrongEachTimeIsGivenUp() {
        UUID broken = left("health_scores", "/not a URI", 4);
        JsonPath failed = ended(broken.toString());
        assertThat(failed.getString("status")).isEqualTo("failed");
        assertThat(failed.getString("error.type")).isEqualTo("/problems/internal");
    }

    @Test
    void whoIsNotToldWhatIsPersonalHasFilesWithoutItAndNoOthers() {
        healthStreams("{\"id\":\"p1\"}");
        String plays = "{\"resource\": \"plays\", \"format\": \"ndjson\"}";
        String whole = ordered(plays);
        ended(whole);
        assertThat(health.scopes()).containsExactly("internal");

        Door.Tenant analyst = new Door.Tenant(tenant.id(), Door.keyWith(tenant, "health:read", "personal:masked"));
        for (String path : List.of("", "/content")) {
            isProblem(Door.with(analyst.key()).get("/v1/exports/" + whole + path), 404, "not_found");
        }
        Door.Tenant admin = tenant;
        tenant = analyst;
        String masked = ordered(plays);
        ended(masked);
        assertThat(health.scopes()).containsExactlyInAnyOrder("internal", "personal:masked");
        assertThat(content(masked).statusCode()).isEqualTo(200);
        assertThat(ids(analyst)).containsExactly(masked);
        assertThat(ids(admin)).containsExactlyInAnyOrder(masked, whole);
    }

    private static List<String> ids(Door.Tenant who) {
        return Door.with(who.key())
                .get("/v1/exports")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("data.id");
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

    @Test
    void isGoneWhenItsTimeIsOver() {
        healthStreams("{\"account_id\":\"acme\"}");
        String id = ordered("{\"resource\": \"health_scores\", \"format\": \"ndjson\"}");
        Instant expires = Instant.parse(ended(id).getString("expires_at"));
        assertThat(expires).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update export set expires_at = created_at - interval '1 hour' where export_id = :id")
                .bind("id", UUID.fromString(id))
                .execute());
        isProblem(content(id), 410, "export_expired");
        Eventually.within(
                LONG,
                () -> Door.with(tenant.key())
                        .get("/v1/exports/" + id)
                        .jsonPath()
                        .getString("status")
                        .equals("expired"));
        int kept =
                jdbi.withHandle(handle -> handle.createQuery("select count(*) from export_chunk where export_id = :id")
                        .bind("id", UUID.fromString(id))
                        .mapTo(Integer.class)
                        .one());
        assertThat(kept).isZero();
    }
}
