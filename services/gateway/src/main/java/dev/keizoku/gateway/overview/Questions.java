package dev.keizoku.gateway.overview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.overview.Part.Reason;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.gateway.upstream.Upstreams.Answer;
import dev.keizoku.gateway.upstream.Upstreams.Call;
import dev.keizoku.kernel.AccountId;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks services small questions, several at once, and takes what comes back in time. */
@Singleton
class Questions {

    private final Upstreams upstreams;
    private final ObjectMapper mapper;
    private final Duration timeout;

    Questions(
            Upstreams upstreams,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.overview.part-timeout") Duration timeout) {
        this.upstreams = upstreams;
        this.mapper = mapper;
        this.timeout = timeout;
    }

    /** Who asks: the token that is shown to the services, and the request that it is for. */
    record Asking(String token, String requestId) {}

    /** The time by which answers have to be here. */
    long deadline() {
        return System.nanoTime() + timeout.toNanos();
    }

    /** A question that is under way. */
    CompletableFuture<Answer> ask(Upstream service, String uri, Asking asking) {
        return upstreams
                .ask(service, new Call(HttpMethod.GET, uri, asking.token(), asking.requestId(), null, timeout))
                .toCompletionStage()
                .toCompletableFuture();
    }

    /** What comes of a question until the deadline. */
    Part await(CompletableFuture<Answer> underWay, long deadline) {
        try {
            return read(underWay.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException slow) {
            return Part.missing(Reason.TIMEOUT);
        } catch (ExecutionException failure) {
            boolean slow = failure.getCause() instanceof TimeoutException;
            return Part.missing(slow ? Reason.TIMEOUT : Reason.UNAVAILABLE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Part.missing(Reason.UNAVAILABLE);
        }
    }

    /** An account's id as it stands in a path or a query. */
    static String encoded(AccountId account) {
        return encoded(account.value());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Part read(Answer answer) {
        if (answer.status() == 404) {
            return Part.missing(Reason.NO_DATA);
        }
        if (answer.status() == 403) {
            return Part.missing(Reason.FORBIDDEN);
        }
        if (!answer.successful()) {
            return Part.missing(Reason.UNAVAILABLE);
        }
        try {
            JsonNode data = mapper.readTree(answer.body().getBytes());
            return Part.of(data);
        } catch (IOException notJson) {
            return Part.missing(Reason.UNAVAILABLE);
        }
    }
}
