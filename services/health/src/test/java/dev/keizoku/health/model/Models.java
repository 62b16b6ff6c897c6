package dev.keizoku.health.model;

import dev.keizoku.testkit.Api;
import dev.keizoku.testkit.Eventually;
import io.restassured.path.json.JsonPath;
import java.time.Duration;

/** Asks for trainings and waits for them. */
public final class Models {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Models() {}

    public static JsonPath train(String tenant) {
        ask(tenant, "");
        return await(tenant);
    }

    public static JsonPath ask(String tenant, String query) {
        return Api.as(tenant, "health:write")
                .post("/v1/churn-model/train" + query)
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
    }

    public static JsonPath await(String tenant) {
        Eventually.within(
                PATIENCE,
                "the training of " + tenant + " is over",
                () -> get(tenant).get("training") == null);
        return get(tenant);
    }

    public static JsonPath get(String tenant) {
        return Api.as(tenant, "health:read")
                .get("/v1/churn-model")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
