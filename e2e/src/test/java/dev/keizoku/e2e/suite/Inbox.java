package dev.keizoku.e2e.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A receiver of webhooks at a port of this machine; it takes them, or keeps the sender waiting. */
public final class Inbox implements AutoCloseable {

    private final HttpServer server;
    private final List<Letter> letters = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean hanging;

    /** A webhook as it came in. */
    public record Letter(String id, String timestamp, String signature, String body) {

        public JsonNode json() {
            try {
                return Answer.JSON.readTree(body);
            } catch (JsonProcessingException noJson) {
                throw new AssertionError(this + " is not JSON", noJson);
            }
        }
    }

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
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Whether it takes what comes and does not say so. */
    public void hang(boolean hang) {
        hanging = hang;
    }

    public List<Letter> letters() {
        return letters;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            letters.add(new Letter(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (hanging) {
                closed.await();
            }
            exchange.sendResponseHeaders(204, -1);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
