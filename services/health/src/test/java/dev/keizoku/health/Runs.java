package dev.keizoku.health;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;

/** Asks for score runs and waits for them. */
public final class Runs {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Runs() {}

    /** Scores a day and waits until it is done. */
    public static JsonPath score(String tenant, String day) {
        return await(tenant, ask(tenant, "{\"day\": \"" + day + "\"}"), "done");
    }

    /** Asks for a run and returns its id. */
    public static String ask(String tenant, String body) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/score-runs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    public static JsonPath get(String tenant, String run) {
        return Api.as(tenant, "health:read")
                .get("/v1/score-runs/{id}", run)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public static JsonPath await(String tenant, String run, String status) {
        Eventually.within(
                PATIENCE,
                "run " + run + " is " + status,
                () -> get(tenant, run).getString("status").equals(status));
        return get(tenant, run);
    }

    public static JsonPath awaitWaiting(String tenant, String run, String service) {
        Eventually.within(
                PATIENCE,
                "run " + run + " waits for " + service,
                () -> service.equals(get(tenant, run).getString("waiting_for")));
        return get(tenant, run);
    }
}
