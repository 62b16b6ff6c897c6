package dev.keizoku.gateway.upstream;

import dev.keizoku.gateway.upstream.Addresses.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
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

    /**
     * Below the idle time-out of the services, so that we are the first to let go of a connection, and below the time one
     * that leaves still serves (5 s in the images), so that it closes none that is in use.
     */
    private static final int KEEP_ALIVE_SECONDS = 4;

    private static final int IDLE_SECONDS = 60;

    private final Map<Upstream, Addresses> addresses = new EnumMap<>(Upstream.class);
    private final HttpClient reads;
    private final HttpClient writes;
    private final Map<Upstream, Line> lines = new EnumMap<>(Upstream.class);
    private final long connectTimeout;

    Upstreams(Vertx vertx, GatewayConfig config, Config locations) {
        for (Upstream upstream : Upstream.values()) {
            List<URI> processes = locations.getValues("keizoku." + upstream.contract() + ".url", URI.class);
            addresses.put(upstream, new Addresses(processes, System::nanoTime));
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

    /** Opens a request to the process whose turn it is, or to the next that can be reached; nothing is sent yet. */
    public Future<HttpClientRequest> open(Upstream upstream, HttpMethod method, String uri) {
        Addresses processes = addresses.get(upstream);
        if (processes == null) {
            return Future.failedFuture("unknown service");
        }
        RequestOptions request =
                new RequestOptions().setMethod(method).setURI(uri).setConnectTimeout(connectTimeout);
        Line line = lineOf(upstream, method);
        if (line == null) {
            return open(reads, request, processes, processes.inTurn().iterator());
        }
        long joined = line.join();
        return open(writes, request, processes, processes.inTurn().iterator())
                .onComplete(turn -> line.leave(joined, turn.succeeded()));
    }

    private static Future<HttpClientRequest> open(
            HttpClient client, RequestOptions request, Addresses processes, Iterator<Address> turns) {
        Address process = turns.next();
        return client.request(process.ask(new RequestOptions(request))).recover(failure -> {
            processes.rest(process);
            return failure instanceof ConnectException && turns.hasNext()
                    ? open(client, request, processes, turns)
                    : fail(failure);
        });
    }

    /** Has the process a request went to asked after its siblings for a while: it is slow, or leaves. */
    public void rest(Upstream upstream, HttpClientRequest request) {
        Addresses processes = addresses.get(upstream);
        if (processes != null) {
            processes.rest(request);
        }
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
                || failure instanceof IOException broken
                        && !(broken instanceof ConnectException)
                        && String.valueOf(broken.getMessage()).contains("reset");
    }
}
