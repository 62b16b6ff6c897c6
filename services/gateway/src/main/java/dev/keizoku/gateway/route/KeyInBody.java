package dev.keizoku.gateway.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keizoku.gateway.upstream.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key of senders that can set no header, as the libraries in browsers do: the member {@code writeKey} of the
 * body. That takes holding the body of somebody nobody knows yet, so it is small.
 */
@Singleton
final class KeyInBody {

    /** As much as the libraries send at most, with some room. */
    private static final int MOST_BYTES = 512 * 1024;

    private static final int MOST_UNPACKED = 1024 * 1024;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Vertx vertx;
    private final WholeBodies bodies;
    private final Duration deadline;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    KeyInBody(Vertx vertx, WholeBodies bodies, GatewayConfig config) {
        this.vertx = vertx;
        this.bodies = bodies;
        this.deadline = config.bodyDeadline();
    }

    /** A body that was read to its end, and the key in it. */
    record Held(Buffer body, @Nullable String key) {}

    /** Fails as {@link WholeBodies#read} does. */
    Future<Held> read(RoutingContext context) {
        boolean packed = "gzip".equalsIgnoreCase(context.request().getHeader(HttpHeaders.CONTENT_ENCODING));
        return bodies.read(context, MOST_BYTES, deadline)
                .compose(whole -> aside(() -> new Held(whole, key(whole, packed))));
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
