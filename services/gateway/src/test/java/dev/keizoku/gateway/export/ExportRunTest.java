package dev.keizoku.gateway.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.WithGateway;
import dev.keizoku.testkit.Eventually;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How exports are worked off, whatever becomes of the process, the service or another export. */
@QuarkusTest
@WithGateway
class ExportRunTest extends WithExports {

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
}
