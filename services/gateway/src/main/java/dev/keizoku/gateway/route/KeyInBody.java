package dev.keizoku.gateway.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keizoku.gateway.upstream.GatewayConfig;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key of senders that can set no header, as the libraries in browsers do: the member {@code writeKey} of the
 * body. That takes holding the body of somebody nobody knows yet, so it is small, in time, and there are few at once.
 */
@Singleton
final class KeyInBody {

    /** As much as the libraries send at most, with some room. */
    private static final int MOST_BYTES = 512 * 1024;

    private static final int MOST_UNPACKED = 1024 * 1024;
    private static final long MOST_AT_ONCE = 16L * 1024 * 1024;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Vertx vertx;
    private final Duration deadline;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong atOnce = new AtomicLong();

    KeyInBody(Vertx vertx, GatewayConfig config) {
        this.vertx = vertx;
        this.deadline = config.bodyDeadline();
    }

    /** A body that was read to its end, and the key in it. */
    record Held(Buffer body, @Nullable String key) {}

    /** Fails with a {@link ProblemException} when the body is too large or too slow, or there are too many. */
    Future<Held> read(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > MOST_BYTES) {
            return Future.failedFuture(tooLarge());
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        Promise<Buffer> arrival = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (arrival.future().isComplete()) {
                return;
            }
            if (body.length() + part.length() > MOST_BYTES) {
                arrival.tryFail(tooLarge());
                return;
            }
            body.appendBuffer(part);
            if (atOnce.addAndGet(part.length()) > MOST_AT_ONCE) {
                arrival.tryFail(
                        new ProblemException(CommonProblem.UNAVAILABLE, "Too much is arriving at once. Try again.")
                                .retryAfter(SOON));
            }
        });
        request.endHandler(end -> arrival.tryComplete(body));
        request.exceptionHandler(arrival::tryFail);
        context.addEndHandler(answered -> atOnce.addAndGet(-body.length()));
        long timer = vertx.setTimer(
                deadline.toMillis(),
                late -> arrival.tryFail(
                        new ProblemException(CommonProblem.REQUEST_TIMEOUT, "The body did not arrive in time.")));
        boolean packed = "gzip".equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        request.resume();
        return arrival.future()
                .onComplete(done -> vertx.cancelTimer(timer))
                .compose(whole -> aside(() -> new Held(whole, key(whole, packed))));
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                CommonProblem.PAYLOAD_TOO_LARGE, "A body with its key inside may have up to " + MOST_BYTES + " bytes.");
    }

    /** Unpacking and parsing are not for the event loop. */
    private <T> Future<T> aside(Callable<T> work) {
        Promise<T> promise = Promise.promise();
        var loop = vertx.getOrCreateContext();
        readers.execute(() -> {
            try {
                T result = work.call();
                loop.runOnContext(now -> promise.complete(result));
            } catch (Exception failure) {
                loop.runOnContext(now -> promise.fail(failure));
            }
        });
        return promise.future();
    }

    /** Null when there is none; what else is wrong with the body is for the service to say. */
    private static @Nullable String key(Buffer body, boolean packed) {
        byte[] bytes = body.getBytes();
        try (InputStream in = new ByteArrayInputStream(bytes);
                InputStream json = packed ? new GZIPInputStream(in) : in;
                JsonParser parser = FACTORY.createParser(json.readNBytes(MOST_UNPACKED))) {
            return key(parser);
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static @Nullable String key(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean here = parser.currentName().equals("writeKey");
            JsonToken value = parser.nextToken();
            if (here) {
                return value == JsonToken.VALUE_STRING ? parser.getText() : null;
            }
            parser.skipChildren();
        }
        return null;
    }
}
