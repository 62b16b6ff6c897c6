package dev.keizoku.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Sends one message once, and reads little of the answer: what counts is its status. */
@Singleton
class Sender {

    private static final int MOST_OF_ANSWER = 64 * 1024;
    private static final int GRACE_MILLIS = 500;

    private final Outside outside;
    private final Vertx vertx;
    private final Duration timeout;

    Sender(Outside outside, Vertx vertx, WebhookConfig config) {
        this.outside = outside;
        this.vertx = vertx;
        this.timeout = config.timeout();
    }

    Attempt send(Outgoing outgoing, Instant now) {
        try {
            return outside.ask(HttpMethod.POST, outgoing.url(), timeout, request -> exchange(request, outgoing, now));
        } catch (Outside.NoAnswer nothing) {
            return new Attempt.Unanswered(nothing.reason());
        }
    }

    private Future<Attempt> exchange(HttpClientRequest request, Outgoing outgoing, Instant now) {
        outgoing.headers().forEach(request::putHeader);
        return request.send(outgoing.body())
                .compose(response -> drained(response).map(judge(response, now)));
    }

    /** Reads what comes at once, so that a receiver is not cut off in the middle of a short answer. */
    private Future<Void> drained(HttpClientResponse response) {
        Promise<Void> done = Promise.promise();
        long[] read = {0};
        response.handler(bytes -> {
            read[0] += bytes.length();
            if (read[0] > MOST_OF_ANSWER) {
                done.tryComplete();
            }
        });
        response.endHandler(end -> done.tryComplete());
        response.exceptionHandler(broken -> done.tryComplete());
        vertx.setTimer(GRACE_MILLIS, late -> done.tryComplete());
        return done.future();
    }

    static Attempt judge(HttpClientResponse response, Instant now) {
        int status = response.statusCode();
        return switch (status) {
            case 410 -> new Attempt.Gone();
            case 429, 502, 504 -> new Attempt.Later(status, Outside.wait(response.getHeader("Retry-After"), now));
            default -> status >= 200 && status < 300 ? new Attempt.Taken(status) : new Attempt.NotTaken(status);
        };
    }
}
