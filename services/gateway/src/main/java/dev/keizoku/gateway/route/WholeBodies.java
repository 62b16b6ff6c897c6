package dev.keizoku.gateway.route;

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
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads bodies to their end and holds them until their requests are answered; all together they take no more than a bound.
 * What counts is what has arrived, so that whoever says much and sends little takes little.
 */
@Singleton
final class WholeBodies {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final long mostHeld;
    private final AtomicLong held = new AtomicLong();

    WholeBodies(Vertx vertx, GatewayConfig config) {
        this.vertx = vertx;
        this.mostHeld = config.heldBodies().asLongValue();
    }

    /**
     * Fails with a {@link ProblemException} when the body is larger than may be or too slow, or too much is held, and with
     * something else when it breaks off.
     */
    Future<Buffer> read(RoutingContext context, int most, Duration deadline) {
        HttpServerRequest request = context.request();
        long length = length(request);
        if (length > most) {
            return Future.failedFuture(tooLarge(most));
        }
        if (held.get() + length > mostHeld) {
            return Future.failedFuture(tooMuch());
        }
        Answers.goOn(request);
        Arrival arrival = new Arrival(most);
        request.handler(arrival::take);
        request.endHandler(end -> arrival.whole.tryComplete(arrival.body));
        request.exceptionHandler(arrival.whole::tryFail);
        context.addEndHandler(answered -> arrival.letGo());
        long timer = vertx.setTimer(
                Math.max(1, deadline.toMillis()),
                late -> arrival.whole.tryFail(
                        new ProblemException(CommonProblem.REQUEST_TIMEOUT, "The body did not arrive in time.")));
        request.resume();
        return arrival.whole.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** What has come of one body. */
    private final class Arrival {

        private final Promise<Buffer> whole = Promise.promise();
        private final int most;
        private Buffer body = Buffer.buffer();

        Arrival(int most) {
            this.most = most;
        }

        void take(Buffer part) {
            if (whole.future().isComplete()) {
                return;
            }
            if (body.length() + part.length() > most) {
                whole.tryFail(tooLarge(most));
                return;
            }
            body.appendBuffer(part);
            if (held.addAndGet(part.length()) > mostHeld) {
                whole.tryFail(tooMuch());
            }
        }

        /** Whoever was refused may be sending the rest for a while yet. */
        void letGo() {
            held.addAndGet(-body.length());
            body = Buffer.buffer();
        }
    }

    /** As it was announced; 0 when it was not. */
    private static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    private static ProblemException tooLarge(int most) {
        return new ProblemException(
                CommonProblem.PAYLOAD_TOO_LARGE, "The body may have up to " + most + " bytes here.");
    }

    private static ProblemException tooMuch() {
        return new ProblemException(CommonProblem.UNAVAILABLE, "Too much is arriving at once. Try again.")
                .retryAfter(SOON);
    }
}
