package dev.keizoku.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keizoku.gateway.upstream.Upstream;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;

/** A hand-made service: takes tenant records, notes what it is asked, and answers what the test says. */
public final class StubService implements AutoCloseable {

    private final HttpServer server;
    private final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final List<Seen> pushes = new CopyOnWriteArrayList<>();
    private final StubNotices notices = new StubNotices();
    private volatile String refusedTenant = "";
    private volatile Script script = exchange -> answer(exchange, 200, "application/json", "{}");

    /** A request as it arrived. */
    public record Seen(String method, String uri, Headers headers, String body) {

        public String header(String name) {
            return headers.getFirst(name);
        }
    }

    /** What to do with a request whose body was not read yet. */
    @FunctionalInterface
    public interface Script {
        void play(HttpExchange exchange) throws IOException;
    }

    private StubService(Upstream service) {
        try {
            server = HttpServer.create(
                    new InetSocketAddress("127.0.0.1", location(service).getPort()), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public static StubService start(Upstream service) {
        return new StubService(service);
    }

    /** Where the gateway under test expects a service. */
    public static URI location(Upstream service) {
        return ConfigProvider.getConfig().getValue("keizoku." + service.contract() + ".url", URI.class);
    }

    public StubService playing(Script next) {
        script = next;
        return this;
    }

    /** Answers every request alike, after reading and noting it. */
    public StubService answering(int status, String json) {
        return playing(exchange -> {
            note(exchange);
            answer(exchange, status, status < 400 ? "application/json" : "application/problem+json", json);
        });
    }

    /** Answers by path; 404 for any other. */
    public StubService answering(Map<String, String> byPath) {
        return playing(exchange -> {
            note(exchange);
            String json = byPath.get(exchange.getRequestURI().getRawPath());
            answer(exchange, json == null ? 404 : 200, "application/json", json == null ? "{}" : json);
        });
    }

    /** Takes no record of this tenant. */
    public StubService refusing(String tenant) {
        refusedTenant = tenant;
        return this;
    }

    /** What the service has to tell. */
    public StubNotices notices() {
        return notices;
    }

    public void note(HttpExchange exchange) throws IOException {
        requests.add(seen(exchange));
    }

    public List<Seen> requests() {
        return requests;
    }

    public Seen last() {
        return requests.getLast();
    }

    /** What the token of the last request allows. */
    public List<String> scopes() {
        return JsonPath.from(StubNotices.claims(last().headers())).getList("groups");
    }

    public List<Seen> pushes() {
        return pushes;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().startsWith("/v1/notice")) {
                answer(exchange, 200, "application/json", notices.answer(exchange));
                return;
            }
            boolean push = exchange.getRequestMethod().equals("PUT")
                    && exchange.getRequestURI().getPath().startsWith("/v1/tenants/");
            if (push) {
                pushes.add(seen(exchange));
                boolean refused = exchange.getRequestURI().getPath().equals("/v1/tenants/" + refusedTenant);
                exchange.sendResponseHeaders(refused ? 422 : 204, -1);
            } else {
                script.play(exchange);
            }
        }
    }

    private static Seen seen(HttpExchange exchange) throws IOException {
        return new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    public static void answer(HttpExchange exchange, int status, String mediaType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", mediaType);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
