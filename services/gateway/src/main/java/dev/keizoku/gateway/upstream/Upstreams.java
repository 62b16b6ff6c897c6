package dev.keizoku.gateway.upstream;

import dev.keizoku.kernel.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The way to the services: where each is, and the connections to it. What is read and what is written have connections of
 * their own, so that a flood of events, or bodies that trickle in, leave the reads theirs.
 */
@Singleton
public final class Upstreams {

    /** Below the idle time-out of the services, so that we are the first to let go of a connection. */
    private static final int KEEP_ALIVE_SECONDS = 5;

    private static final int IDLE_SECONDS = 60;

    private final Map<Upstream, URI> locations = new EnumMap<>(Upstream.class);
    private final HttpClient reads;
    private final HttpClient writes;
    private final Map<Upstream, Line> lines = new EnumMap<>(Upstream.class);
    private final long connectTimeout;

    Upstreams(Vertx vertx, GatewayConfig config, Config locations) {
        for (Upstream upstream : Upstream.values()) {
            this.locations.put(upstream, locations.getValue("keizoku." + upstream.contract() + ".url", URI.class));
            lines.put(upstream, new Line(config, System::nanoTime));
        }
        this.connectTimeout = config.connectTimeout().toMillis();
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setIdleTimeout(IDLE_SECONDS)
                .setConnectTimeout((int) connectTimeout)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(64 * 1024)
                .setMaxWaitQueueSize(config.waiting());
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(config.connections());
        this.reads = vertx.createHttpClient(options, pool);
        this.writes = vertx.createHttpClient(options, pool);
    }

    /** The answer of a service, read to its end. */
    public record Answer(int status, Buffer body) {

        public boolean successful() {
            return status >= 200 && status < 300;
        }
    }

    /** Opens a request; nothing is sent yet. */
    public Future<HttpClientRequest> open(Upstream upstream, HttpMethod method, String uri) {
        URI location = locations.get(upstream);
        if (location == null) {
            return Future.failedFuture("unknown service");
        }
        boolean tls = "https".equals(location.getScheme());
        int port = location.getPort() >= 0 ? location.getPort() : tls ? 443 : 80;
        RequestOptions request = new RequestOptions()
                .setHost(location.getHost())
                .setPort(port)
                .setSsl(tls)
                .setMethod(method)
                .setURI(uri)
                .setConnectTimeout(connectTimeout);
        Line line = lineOf(upstream, method);
        if (line == null) {
            return reads.request(request);
        }
        long joined = line.join();
        return writes.request(request).onComplete(turn -> line.leave(joined, turn.succeeded()));
    }

    /** Whether so many wait for a connection that whoever comes now would not get one in time. */
    public boolean areCrowded(Upstream upstream, HttpMethod method) {
        Line line = lineOf(upstream, method);
        return line != null && line.isFull();
    }

    /** What is read does not stand in line: a place is free soon. */
    private @Nullable Line lineOf(Upstream upstream, HttpMethod method) {
        return method == HttpMethod.GET ? null : lines.get(upstream);
    }

    /** Asks a service something small and reads the whole answer. A stale connection is tried again once. */
    public Future<Answer> ask(Upstream upstream, Call call) {
        return attempt(upstream, call).recover(failure -> stale(failure) ? attempt(upstream, call) : fail(failure));
    }

    /**
     * A small request that is safe to repeat.
     *
     * @param token the internal token to show
     * @param json the body, or null for none
     */
    public record Call(
            HttpMethod method,
            String uri,
            String token,
            String requestId,
            @Nullable String json,
            Duration timeout) {}

    private Future<Answer> attempt(Upstream upstream, Call call) {
        return open(upstream, call.method(), call.uri()).compose(request -> {
            request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + call.token())
                    .putHeader(RequestIds.HEADER, call.requestId())
                    .idleTimeout(call.timeout().toMillis());
            String json = call.json();
            Future<io.vertx.core.http.HttpClientResponse> response = json == null
                    ? request.send()
                    : request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                            .send(json);
            return response.compose(answer -> answer.body().map(body -> new Answer(answer.statusCode(), body)));
        });
    }

    private static <T> Future<T> fail(Throwable failure) {
        return Future.failedFuture(failure);
    }

    /** Whether there was no connection to be had: all are in use, and so many wait for one already, or too long. */
    public static boolean crowded(Throwable failure) {
        return failure instanceof ConnectionPoolTooBusyException || failure instanceof TimeoutException;
    }

    /** Whether the service had just closed the connection the request went out on. */
    public static boolean stale(Throwable failure) {
        return failure instanceof HttpClosedException
                || failure instanceof SocketException socket
                        && !(socket instanceof java.net.ConnectException)
                        && String.valueOf(socket.getMessage()).contains("reset");
    }
}
