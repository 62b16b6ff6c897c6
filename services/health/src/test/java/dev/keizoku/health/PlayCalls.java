package dev.keizoku.health;

import dev.keizoku.testkit.Api;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;

/** What tests ask of plays. */
public final class PlayCalls {

    private PlayCalls() {}

    /** The plays of a tenant, narrowed by pairs of parameter and value. */
    public static List<Map<String, Object>> list(String tenant, String... filters) {
        var request = Api.as(tenant, "health:read");
        for (int i = 0; i < filters.length; i += 2) {
            request.queryParam(filters[i], filters[i + 1]);
        }
        return request.get("/v1/plays")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("data");
    }

    /** One field of each play. */
    public static List<Object> each(String field, String tenant, String... filters) {
        return list(tenant, filters).stream().map(play -> play.get(field)).toList();
    }

    public static JsonPath get(String tenant, Object id) {
        return Api.as(tenant, "health:read")
                .get("/v1/plays/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Does something with a play: {@code start}, {@code complete} and so on. */
    public static Response post(String tenant, Object id, String what, String body) {
        var request = Api.as(tenant, "health:write");
        return body.isEmpty()
                ? request.post("/v1/plays/{id}/" + what, id)
                : request.contentType(ContentType.JSON).body(body).post("/v1/plays/{id}/" + what, id);
    }

    /** Opens a play by hand. */
    public static JsonPath open(String tenant, String account, String playbook) {
        return Api.as(tenant, "health:write")
                .contentType(ContentType.JSON)
                .body("{\"account_id\": \"" + account + "\", \"playbook\": \"" + playbook + "\"}")
                .post("/v1/plays")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }
}
