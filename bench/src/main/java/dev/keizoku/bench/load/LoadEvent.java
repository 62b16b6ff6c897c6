package dev.keizoku.bench.load;

import java.time.Instant;

/** One event of the load. */
public record LoadEvent(
        String id, String accountId, String userId, String name, String feature, Instant time, int value) {

    public static final String SOURCE = "/bench";

    /** As a CloudEvent. */
    public String json() {
        var data = feature.isEmpty() ? "" : "\"feature\":\"" + feature + "\",";
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"" + SOURCE + "\",\"type\":\"" + name
                + "\",\"subject\":\"" + accountId + "\",\"time\":\"" + time + "\",\"data\":{" + data + "\"user_id\":\""
                + userId + "\",\"value\":" + value + "}}";
    }
}
