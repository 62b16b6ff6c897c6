package dev.keizoku.e2e.suite;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Takes the traces of the suite, as a collector would. */
public final class TraceCollector implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of();
    private static final int MOST = 50_000;

    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    /** A span as it was told. */
    public record Span(
            String service, String name, String trace, String id, String parent, Map<String, String> attributes) {}

    TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Span> spans() {
        return List.copyOf(spans);
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (exchange;
                InputStream sent = exchange.getRequestBody();
                InputStream body = packed ? new GZIPInputStream(sent) : sent) {
            for (ResourceSpans process :
                    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
                process.getScopeSpansList().forEach(scope -> take(process.getResource(), scope));
            }
            byte[] thanks = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, thanks.length == 0 ? -1 : thanks.length);
        }
    }

    private void take(Resource process, ScopeSpans scope) {
        String service = attributes(process.getAttributesList()).getOrDefault("service.name", "");
        scope.getSpansList()
                .forEach(span -> spans.add(new Span(
                        service,
                        span.getName(),
                        HEX.formatHex(span.getTraceId().toByteArray()),
                        HEX.formatHex(span.getSpanId().toByteArray()),
                        HEX.formatHex(span.getParentSpanId().toByteArray()),
                        attributes(span.getAttributesList()))));
        while (spans.size() > MOST) {
            spans.poll();
        }
    }

    private static Map<String, String> attributes(List<KeyValue> told) {
        return told.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        pair -> pair.getValue().hasIntValue()
                                ? Long.toString(pair.getValue().getIntValue())
                                : pair.getValue().getStringValue()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
