package dev.keizoku.gateway.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Somebody who wants to be told, at a port of this machine. */
public final class Inbox implements AutoCloseable {

    private final HttpServer server;
    private final List<Letter> letters = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = Behaviour.of(204);
    private volatile String refused = "";

    /** What came in. */
    public record Letter(Map<String, List<String>> headers, String body, boolean taken) {

        public String header(String name) {
            return headers.get(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                    .getFirst();
        }

        String id() {
            return header("webhook-id");
        }

        public JsonPath json() {
            return JsonPath.from(body);
        }
    }

    /** How it answers. */
    @FunctionalInterface
    interface Manner {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** What it answers, and whether that means that a letter was taken. */
    private record Behaviour(Manner manner, boolean takes) {

        static Behaviour of(int status) {
            return new Behaviour(exchange -> exchange.sendResponseHeaders(status, -1), status < 300);
        }
    }

    private static final Behaviour REFUSAL = Behaviour.of(422);

    public Inbox() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/in?x=1";
    }

    public int port() {
        return server.getAddress().getPort();
    }

    Inbox answering(int status) {
        behaviour = Behaviour.of(status);
        return this;
    }

    Inbox answering(Manner next) {
        behaviour = new Behaviour(next, false);
        return this;
    }

    /** Takes no letter in which this stands. */
    Inbox refusing(String text) {
        refused = text;
        return this;
    }

    /** Everything that came in, taken or not. */
    public List<Letter> letters() {
        return letters;
    }

    /** What it said it has, in the order of arrival. */
    List<Letter> taken() {
        return letters.stream().filter(Letter::taken).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Behaviour now = !refused.isEmpty() && body.contains(refused) ? REFUSAL : behaviour;
            letters.add(new Letter(Map.copyOf(exchange.getRequestHeaders()), body, now.takes()));
            now.manner().answer(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
