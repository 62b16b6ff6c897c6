package dev.keizoku.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.TenantId;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The feeds of notices of the services. */
@Singleton
class NoticeFeed {

    private static final TenantId EVERY_TENANT = new TenantId("*");
    private static final int ROWS = 500;

    private final Upstreams upstreams;
    private final InternalTokens tokens;
    private final ObjectMapper mapper;
    private final Duration timeout;

    NoticeFeed(Upstreams upstreams, InternalTokens tokens, ObjectMapper mapper, EventConfig config) {
        this.upstreams = upstreams;
        this.tokens = tokens;
        this.mapper = mapper;
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
        Upstreams.Call call = new Upstreams.Call(
                HttpMethod.GET,
                uri,
                tokens.sign(tenant, "gateway", Set.of("internal")),
                UUID.randomUUID().toString(),
                null,
                timeout);
        try {
            Upstreams.Answer answer = upstreams
                    .ask(service, call)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!answer.successful()) {
                throw new IOException(service.contract() + " answered " + answer.status());
            }
            return mapper.readTree(answer.body().getBytes());
        } catch (ExecutionException failure) {
            throw new IOException(service.contract() + ": " + failure.getCause(), failure);
        } catch (TimeoutException slow) {
            throw new IOException(service.contract() + " did not answer in time", slow);
        }
    }
}
