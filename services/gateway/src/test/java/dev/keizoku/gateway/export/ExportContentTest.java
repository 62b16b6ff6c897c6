package dev.keizoku.gateway.export;

import static dev.keizoku.testkit.BadInput.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is in the files, and how they are fetched. */
@QuarkusTest
@WithGateway
class ExportContentTest extends WithExports {

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
        assertThat(rest.asByteArray()).isEqualTo(Arrays.copyOfRange(whole, half, whole.length));
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
