package dev.keizoku.gateway.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.gateway.export.file.Cells;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.Traces;
import jakarta.inject.Singleton;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of an export come from.
 *
 * <p>On {@link HttpURLConnection} because it bounds the wait for every read.
 */
@Singleton
class RowSource {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(60);
    private static final int MOST_OF_A_REPORT = 64 * 1024 * 1024;

    private final InternalTokens tokens;
    private final ObjectMapper mapper;
    private final Config locations;
    private final Traces traces;
    private final AtomicInteger turn = new AtomicInteger();

    RowSource(InternalTokens tokens, ObjectMapper mapper, Config locations, Traces traces) {
        this.tokens = tokens;
        this.mapper = mapper;
        this.locations = locations;
        this.traces = traces;
    }

    /** The rows, one after the other, each as a JSON document. */
    interface Rows extends Closeable {

        /** The fields they have. */
        List<String> columns();

        /** The next; null after the last. */
        byte @Nullable [] next() throws IOException;
    }

    /** The service does not take the question, and says why. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        private final transient JsonNode problem;

        Refused(JsonNode problem) {
            super("the service refused", null, false, false);
            this.problem = problem;
        }

        JsonNode problem() {
            return problem;
        }
    }

    Rows open(Export export) throws IOException, Refused {
        Exported resource = export.order().resource();
        URI base = process(locations, resource.upstream(), turn.getAndIncrement());
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(base + export.order().uri()).toURL().openConnection();
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) READ.toMillis());
        connection.setInstanceFollowRedirects(false);
        String scope = resource.isReport() ? resource.scope() : "internal";
        Set<String> scopes = export.order().masked() ? Set.of(scope, Scopes.PERSONAL_MASKED) : Set.of(scope);
        connection.setRequestProperty(
                "Authorization", "Bearer " + tokens.sign(export.tenant(), export.createdBy(), scopes));
        traces.headers().forEach(connection::setRequestProperty);
        String language = export.order().language();
        if (language != null) {
            connection.setRequestProperty("Accept-Language", language);
        }
        int status = connection.getResponseCode();
        if (status >= 400 && status < 500 && connection.getErrorStream() != null) {
            try (InputStream body = connection.getErrorStream()) {
                throw new Refused(mapper.readTree(body));
            }
        }
        if (status != HttpURLConnection.HTTP_OK) {
            connection.disconnect();
            throw new IOException(resource.upstream().contract() + " answered " + status);
        }
        InputStream body = connection.getInputStream();
        return resource.isReport() ? report(body) : new Streamed(body, resource.columns());
    }

    /** Each process in its turn: an export that broke off is asked of the next one. */
    static URI process(Config locations, Upstream upstream, int turn) {
        List<URI> processes = locations.getValues("keizoku." + upstream.contract() + ".url", URI.class);
        return processes.get(Math.floorMod(turn, processes.size()));
    }

    private Rows report(InputStream body) throws IOException {
        try (body) {
            byte[] answer = body.readNBytes(MOST_OF_A_REPORT + 1);
            if (answer.length > MOST_OF_A_REPORT) {
                throw new IOException("the report is too large");
            }
            return new Report(points(mapper.readTree(answer)), mapper);
        }
    }

    /** A row for each point of each series. */
    private List<ObjectNode> points(JsonNode answer) {
        List<ObjectNode> rows = new ArrayList<>();
        for (JsonNode series : answer.path("series")) {
            for (JsonNode point : series.path("points")) {
                ObjectNode row = mapper.createObjectNode();
                if (answer.has("metric")) {
                    row.set("metric", answer.path("metric"));
                    row.set("unit", answer.path("unit"));
                }
                row.set("group", series.path("group"));
                point.properties().forEach(field -> row.set(field.getKey(), field.getValue()));
                rows.add(row);
            }
        }
        return rows;
    }

    /** What a service streams, which is whole when its last line counts the others. */
    static final class Streamed implements Rows {

        private static final byte[] END = "{\"end\":true".getBytes(StandardCharsets.UTF_8);

        private final InputStream in;
        private final List<String> columns;
        private final byte[] buffer = new byte[64 * 1024];
        private byte[] line = new byte[4 * 1024];
        private int from;
        private int to;

        Streamed(InputStream in, List<String> columns) {
            this.in = in;
            this.columns = columns;
        }

        @Override
        public List<String> columns() {
            return columns;
        }

        @Override
        public byte @Nullable [] next() throws IOException {
            int length = 0;
            while (true) {
                if (from == to) {
                    from = 0;
                    to = in.read(buffer);
                    if (to < 0) {
                        throw new IOException("the stream broke off");
                    }
                }
                int end = from;
                while (end < to && buffer[end] != '\n') {
                    end++;
                }
                line = room(line, length + end - from);
                System.arraycopy(buffer, from, line, length, end - from);
                length += end - from;
                boolean whole = end < to;
                from = whole ? end + 1 : end;
                if (whole) {
                    return isEnd(line, length) ? null : Arrays.copyOf(line, length);
                }
            }
        }

        private static byte[] room(byte[] line, int needed) {
            return needed <= line.length ? line : Arrays.copyOf(line, Math.max(needed, 2 * line.length));
        }

        private static boolean isEnd(byte[] line, int length) {
            return length >= END.length && Arrays.equals(line, 0, END.length, END, 0, END.length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** The points of a report, all at hand. */
    private static final class Report implements Rows {

        private final Queue<ObjectNode> points;
        private final List<String> columns;
        private final ObjectMapper mapper;

        Report(List<ObjectNode> points, ObjectMapper mapper) {
            this.points = new ArrayDeque<>(points);
            this.columns = Cells.paths(points);
            this.mapper = mapper;
        }

        @Override
        public List<String> columns() {
            return columns;
        }

        @Override
        public byte @Nullable [] next() throws IOException {
            ObjectNode point = points.poll();
            return point == null ? null : mapper.writeValueAsBytes(point);
        }

        @Override
        public void close() {
            points.clear();
        }
    }
}
