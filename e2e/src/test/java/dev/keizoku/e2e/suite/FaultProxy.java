package dev.keizoku.e2e.suite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/** Stands between a client and the gateway, writes down what passes, and lets requests meet faults. */
public final class FaultProxy implements AutoCloseable {

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "keep-alive");

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String target;
    private final Supplier<Fault> faults;
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();

    /** What a request meets. */
    public enum Fault {
        NONE,
        /** 429 with Retry-After; the request goes no further. */
        REFUSED,
        /** The connection is closed, and the request goes no further. */
        LOST,
        /** The request is forwarded and carried out, and the connection closed without an answer. */
        CUT
    }

    /** A request as it came, unpacked, and the status it got; 0 for none. */
    public record Seen(String path, String body, int status) {}

    /** Makes a proxy of the gateway; requests after the faults pass. */
    public FaultProxy(Suite suite, Fault... faults) {
        this(suite, inOrder(faults));
    }

    /** Makes a proxy that asks for the fault of each request. */
    public FaultProxy(Suite suite, Supplier<Fault> faults) {
        this.target = suite.gateway();
        this.faults = faults;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }

    private static Supplier<Fault> inOrder(Fault... faults) {
        Queue<Fault> left = new ArrayDeque<>(List.of(faults));
        return () -> left.isEmpty() ? Fault.NONE : left.remove();
    }

    private synchronized Fault next() {
        return faults.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().toString();
        Fault fault = next();
        if (fault == Fault.LOST) {
            seen.add(new Seen(path, text(exchange, body), 0));
            exchange.close();
            return;
        }
        if (fault == Fault.REFUSED) {
            seen.add(new Seen(path, text(exchange, body), 429));
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
            return;
        }
        HttpResponse<byte[]> answer = forward(exchange, body);
        seen.add(new Seen(path, text(exchange, body), fault == Fault.CUT ? 0 : answer.statusCode()));
        if (fault == Fault.NONE) {
            answer.headers().map().forEach((name, values) -> {
                if (!name.startsWith(":") && !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }

    private static String text(HttpExchange exchange, byte[] body) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] plain = packed ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
        return new String(plain, StandardCharsets.UTF_8);
    }
}
