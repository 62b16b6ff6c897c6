package dev.keizoku.metrics.pull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A hand-made subscriptions service that serves whatever feed a test writes. */
public final class FeedStub implements QuarkusTestResourceLifecycleManager {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, List<ObjectNode>> FEEDS = new ConcurrentHashMap<>();
    private static volatile boolean down;

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/feed-heads", FeedStub::heads);
        server.createContext("/v1/subscription-changes", FeedStub::changes);
        server.start();
        return Map.of(
                "keizoku.subscriptions.url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /** Makes every request fail until it is called again. */
    public static void setDown(boolean isDown) {
        down = isDown;
    }

    /** Adds a row and gives it the next sequence, which is returned. */
    public static long add(String tenant, ObjectNode row) {
        List<ObjectNode> feed = FEEDS.computeIfAbsent(tenant, any -> new CopyOnWriteArrayList<>());
        synchronized (feed) {
            row.put("seq", feed.size() + 1);
            feed.add(row);
            return feed.size();
        }
    }

    /** Takes back the last row, as if a mistake of the sender had been corrected. */
    public static void replaceLast(String tenant, ObjectNode row) {
        List<ObjectNode> feed = FEEDS.get(tenant);
        row.put("seq", feed.size());
        feed.set(feed.size() - 1, row);
    }

    public static long head(String tenant) {
        return FEEDS.getOrDefault(tenant, List.of()).size();
    }

    private static void heads(HttpExchange exchange) throws IOException {
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode data = answer.putArray("data");
        if ("*".equals(tenantOf(exchange))) {
            FEEDS.forEach(
                    (tenant, feed) -> data.addObject().put("tenant", tenant).put("head", feed.size()));
        }
        send(exchange, answer);
    }

    private static void changes(HttpExchange exchange) throws IOException {
        List<ObjectNode> feed = new ArrayList<>(FEEDS.getOrDefault(tenantOf(exchange), List.of()));
        String[] query = exchange.getRequestURI().getQuery().split("[=&]");
        int after = Integer.parseInt(query[1]);
        // Small pages, so that tests turn them.
        int until = Math.min(feed.size(), after + Math.min(7, Integer.parseInt(query[3])));
        ObjectNode answer = MAPPER.createObjectNode();
        answer.putArray("data").addAll(feed.subList(after, until));
        answer.put("next_after", until).put("head", feed.size()).put("has_more", until < feed.size());
        send(exchange, answer);
    }

    /** From the token's claims; whether its signature holds is tested where tokens are checked. */
    private static String tenantOf(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        var read = MAPPER.readTree(claims);
        return read.path("groups").toString().contains("internal")
                ? read.path("tenant").asText()
                : "";
    }

    private static void send(HttpExchange exchange, ObjectNode answer) throws IOException {
        byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 503 : 200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
