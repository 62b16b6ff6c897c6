package dev.keizoku.gateway.limit;

import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import io.vertx.core.MultiMap;
import java.time.Duration;

/**
 * Whether a request is within a limit, and what is left of that.
 *
 * @param limit requests in a minute
 * @param remaining of them at this moment, as far as this replica knows
 */
public record Decision(boolean allowed, long limit, long remaining) {

    static final Duration WINDOW = Duration.ofMinutes(1);

    /** The one of two limits that will be reached first, or has been. */
    Decision tighter(Decision other) {
        if (allowed != other.allowed) {
            return allowed ? other : this;
        }
        return other.remaining < remaining ? other : this;
    }

    /** Tells whoever asked how much is left. */
    public void tell(MultiMap headers) {
        headers.set("RateLimit-Limit", limit + ", " + limit + ";window=" + WINDOW.toSeconds());
        headers.set("RateLimit-Remaining", Long.toString(remaining));
        headers.set("RateLimit-Reset", Long.toString(secondsFor(limit - remaining)));
    }

    /** The answer to a request beyond the limit. */
    public ProblemException problem() {
        return new ProblemException(
                        CommonProblem.TOO_MANY_REQUESTS,
                        "Up to " + limit + " requests of this kind are answered in a minute.")
                .retryAfter(Duration.ofSeconds(Math.max(1, secondsFor(1))));
    }

    /** How long it takes until so many more may be made. */
    private long secondsFor(long requests) {
        return Math.ceilDiv(requests * WINDOW.toSeconds(), limit);
    }
}
