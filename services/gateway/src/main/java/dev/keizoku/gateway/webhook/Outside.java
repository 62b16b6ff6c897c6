package dev.keizoku.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way to whom a tenant names. It connects to the address that was looked at and to no other, follows nothing, and waits
 * so long and no longer.
 */
@Singleton
public class Outside {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int IDLE_SECONDS = 60;

    private final TargetGuard guard;
    private final HttpClient client;

    Outside(TargetGuard guard, Vertx vertx) {
        this.guard = guard;
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(false)
                .setConnectTimeout(CONNECT_MILLIS)
                .setDecompressionSupported(false)
                .setMaxRedirects(0)
                .setMaxHeaderSize(16 * 1024)
                .setIdleTimeout(IDLE_SECONDS);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(4));
    }

    /** Why there was no answer. */
    public enum Reason {
        TIMEOUT,
        NO_CONNECTION,
        REFUSED_TARGET
    }

    /** There was no answer, or none was asked for. */
    public static final class NoAnswer extends Exception {

        private final Reason reason;

        NoAnswer(Reason reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /**
     * Asks once.
     *
     * @param exchange sends the request and makes something of the answer
     */
    public <T> T ask(HttpMethod method, String url, Duration timeout, Function<HttpClientRequest, Future<T>> exchange)
            throws NoAnswer {
        TargetGuard.Target target;
        try {
            target = guard.look(url);
        } catch (TargetGuard.Refused refused) {
            throw new NoAnswer(Reason.REFUSED_TARGET);
        }
        Promise<Void> abandoned = Promise.promise();
        try {
            return client.request(options(method, target))
                    .compose(request -> {
                        abandoned.future().onComplete(done -> request.reset());
                        return exchange.apply(request);
                    })
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new NoAnswer(Reason.TIMEOUT);
        } catch (ExecutionException failure) {
            throw new NoAnswer(Reason.NO_CONNECTION);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(Reason.TIMEOUT);
        } finally {
            abandoned.tryComplete();
        }
    }

    private static RequestOptions options(HttpMethod method, TargetGuard.Target target) {
        URI uri = target.uri();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(target.address(), target.port())))
                .setHost(uri.getHost())
                .setPort(target.port())
                .setSsl(target.tls())
                .setMethod(method)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setFollowRedirects(false);
    }

    /** What {@code Retry-After} asks for, in seconds or as a date; null where there is none that can be read. */
    public static @Nullable Duration wait(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null) {
            return null;
        }
        if (retryAfter.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        try {
            Instant at = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
