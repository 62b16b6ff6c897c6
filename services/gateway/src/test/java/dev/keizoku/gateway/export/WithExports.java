package dev.keizoku.gateway.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keizoku.gateway.Door;
import dev.keizoku.gateway.StubService;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.testkit.Eventually;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A tenant with services that have rows to give. */
abstract class WithExports {

    static final Duration LONG = Duration.ofMinutes(2);
    static final String NDJSON = "application/x-ndjson";

    @Inject
    Jdbi jdbi;

    StubService health;
    StubService metrics;
    Door.Tenant tenant;

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

    final void healthStreams(String... rows) {
        String body =
                IntStream.range(0, rows.length).mapToObj(i -> rows[i] + "\n").collect(Collectors.joining())
                        + "{\"end\":true,\"count\":" + rows.length + "}\n";
        health.playing(exchange -> {
            health.note(exchange);
            StubService.answer(exchange, 200, NDJSON, body);
        });
    }

    final Response order(String body) {
        return Door.with(tenant.key()).contentType(ContentType.JSON).body(body).post("/v1/exports");
    }

    final String ordered(String body) {
        return order(body).then().statusCode(202).extract().jsonPath().getString("id");
    }

    final JsonPath ended(String id) {
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

    final Response content(String id) {
        return Door.with(tenant.key()).get("/v1/exports/" + id + "/content");
    }

    static String text(Response response) {
        return new String(response.asByteArray(), StandardCharsets.UTF_8);
    }
}
