package dev.keizoku.demo.play;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.keizoku.demo.http.Api;
import dev.keizoku.demo.http.ApiFailure;
import java.time.ZoneId;

/** A tenant of its own for every time the demo plays: {@code demo-1}, {@code demo-2}, … */
public record Tenant(String name, Api api) {

    private static final int MOST_DEMOS = 1_000;
    private static final int CONFLICT = 409;

    static Tenant create(Api operator, ZoneId zone, String currency) {
        for (int number = 1; number <= MOST_DEMOS; number++) {
            var name = "demo-" + number;
            var body = JsonNodeFactory.instance
                    .objectNode()
                    .put("tenant", name)
                    .put("name", "Demo company " + number)
                    .put("zone", zone.getId())
                    .put("currency", currency);
            try {
                var created = operator.post("/v1/tenants", body);
                return new Tenant(
                        name, operator.withKey(created.at("/api_key/key").asText()));
            } catch (ApiFailure failure) {
                if (failure.status() != CONFLICT) {
                    throw failure;
                }
            }
        }
        throw new ApiFailure(CONFLICT, "All %d demo tenants exist already.".formatted(MOST_DEMOS));
    }
}
