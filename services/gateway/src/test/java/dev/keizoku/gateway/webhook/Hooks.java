package dev.keizoku.gateway.webhook;

import dev.keizoku.gateway.Door;
import dev.keizoku.testkit.Eventually;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What tests do with endpoints. */
public final class Hooks {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private Hooks() {}

    /** An endpoint and its secret. */
    public record Made(Door.Tenant tenant, String id, String secret) {

        List<Map<String, Object>> deliveries(String state) {
            return Door.with(tenant.key())
                    .queryParam("limit", 200)
                    .queryParam("state", state)
                    .get("/v1/webhook-endpoints/{id}/deliveries", id)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getList("data");
        }

        JsonPath get() {
            return Door.with(tenant.key())
                    .get("/v1/webhook-endpoints/{id}", id)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
        }

        JsonPath post(int status, String what, String body) {
            var request = Door.with(tenant.key());
            if (!body.isEmpty()) {
                request.contentType(ContentType.JSON).body(body);
            }
            return request.post("/v1/webhook-endpoints/" + id + "/" + what)
                    .then()
                    .statusCode(status)
                    .extract()
                    .jsonPath();
        }

        /** The outcomes of every attempt of the only delivery. */
        List<String> outcomes() {
            Object delivery = Door.with(tenant.key())
                    .get("/v1/webhook-endpoints/{id}/deliveries", id)
                    .jsonPath()
                    .get("data[0].id");
            if (delivery == null) {
                return List.of();
            }
            return Door.with(tenant.key())
                    .get("/v1/webhook-endpoints/{id}/deliveries/{delivery}", id, delivery)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getList("tried.outcome");
        }
    }

    /** {@code fields} are further fields of the body. */
    public static Made make(Door.Tenant tenant, String url, String fields) {
        JsonPath made = Door.with(tenant.key())
                .contentType(ContentType.JSON)
                .body("{\"url\": \"" + url + "\"" + fields + "}")
                .post("/v1/webhook-endpoints")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return new Made(tenant, made.getString("endpoint.id"), made.getString("secret"));
    }

    public static void await(String what, BooleanSupplier holds) {
        Eventually.within(PATIENCE, what, holds);
    }
}
