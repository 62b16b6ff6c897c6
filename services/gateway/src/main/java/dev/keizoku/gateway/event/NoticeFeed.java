package dev.keizoku.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Questions.Asked;
import dev.keizoku.gateway.upstream.Reply;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.TenantId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The feeds of notices of the services. */
@Singleton
class NoticeFeed {

    private static final TenantId EVERY_TENANT = new TenantId("*");
    private static final int ROWS = 500;

    private final Questions questions;
    private final Duration timeout;

    NoticeFeed(Questions questions, EventConfig config) {
        this.questions = questions;
        this.timeout = config.timeout();
    }

    /** Some rows of a feed as events, and where the next begin. */
    record Rows(List<Event> events, long next, boolean hasMore) {}

    Map<String, Long> heads(Upstream service) throws IOException, InterruptedException {
        Map<String, Long> heads = new HashMap<>();
        for (JsonNode head : get(service, EVERY_TENANT, "/v1/notice-heads").path("data")) {
            heads.put(head.path("tenant").asText(), head.path("head").asLong());
        }
        return heads;
    }

    Rows after(Upstream service, TenantId tenant, long after) throws IOException, InterruptedException {
        JsonNode page = get(service, tenant, "/v1/notices?limit=" + ROWS + "&after=" + after);
        List<Event> events = new ArrayList<>();
        for (JsonNode row : page.path("data")) {
            long seq = row.path("seq").asLong();
            events.add(new Event(
                    0,
                    id(service.contract() + '/' + tenant.value() + '/' + seq),
                    row.path("type").asText(),
                    Instant.parse(row.path("at").asText()),
                    row.path("account_id").textValue(),
                    row.path("data").toString()));
        }
        return new Rows(
                events, page.path("next_after").asLong(), page.path("has_more").asBoolean());
    }

    /** The same for the same row, whoever reads it and however often. */
    static String id(String name) {
        return "evt_"
                + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
    }

    private JsonNode get(Upstream service, TenantId tenant, String uri) throws IOException, InterruptedException {
        Asked asked = questions.ask(Question.get(service, uri), Asking.ofGateway(tenant, "internal"), timeout);
        return switch (asked.await()) {
            case Reply.Success success -> success.body();
            case Reply.Refused refused -> throw new IOException(service.contract() + " answered " + refused.status());
            case Reply.Away away -> throw new IOException(service.contract() + " " + away.reason());
        };
    }
}
