package dev.keizoku.usage;

import dev.keizoku.testkit.Api;
import io.restassured.response.Response;
import java.util.List;

/** Events as a sender writes them, and the sending. */
public final class Batches {

    public static final String ONE = "application/cloudevents+json";
    public static final String BATCH = "application/cloudevents-batch+json";

    private Batches() {}

    public static String event(String id, String name, String account, String time, String data) {
        return """
                {"specversion": "1.0", "source": "/test", "id": "%s", "type": "%s", "subject": "%s", "time": "%s",
                 "data": %s}
                """.formatted(id, name, account, time, data);
    }

    public static String login(String id, String account, String user, String time) {
        return event(id, "login", account, time, "{\"user_id\": \"" + user + "\"}");
    }

    public static String used(String id, String account, String user, String feature, String time) {
        return event(
                id, "feature.used", account, time, "{\"user_id\": \"" + user + "\", \"feature\": \"" + feature + "\"}");
    }

    public static Response send(String tenant, List<String> events) {
        return Api.as(tenant, "usage:write")
                .contentType(BATCH + "; charset=utf-8")
                .body("[" + String.join(",", events) + "]")
                .post("/v1/events");
    }

    public static Response send(String tenant, String... events) {
        return send(tenant, List.of(events));
    }

    /** Sends with the backfill scope and these query parameters, such as {@code ?history=true}. */
    public static Response backfill(String tenant, String query, String... events) {
        return Api.as(tenant, "usage:write", "backfill")
                .contentType(BATCH + "; charset=utf-8")
                .body("[" + String.join(",", events) + "]")
                .post("/v1/events" + query);
    }
}
