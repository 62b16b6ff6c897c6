package dev.keizoku.gateway.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.upstream.Reply.Away;
import dev.keizoku.gateway.upstream.Reply.Refused;
import dev.keizoku.gateway.upstream.Reply.Success;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.RequestIds;
import dev.keizoku.kernel.Traces;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Asks services, several at once where one likes, and takes what comes back in time. */
@Singleton
public final class Questions {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Upstreams upstreams;
    private final InternalTokens tokens;
    private final ObjectMapper mapper;
    private final Duration timeout;
    private final Traces traces;

    Questions(
            Upstreams upstreams,
            InternalTokens tokens,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.overview.part-timeout") Duration timeout,
            Traces traces) {
        this.upstreams = upstreams;
        this.tokens = tokens;
        this.mapper = mapper;
        this.timeout = timeout;
        this.traces = traces;
    }

    /** The answer of a service, read to its end. */
    private record Answer(int status, Buffer body) {}

    /** Begins to read; the answer has as long as a part of the overview. */
    public Asked get(Upstream service, String uri, Asking asking) {
        return ask(Question.get(service, uri), asking);
    }

    /** Begins to ask; the answer has as long as a part of the overview. */
    public Asked ask(Question question, Asking asking) {
        return ask(question, asking, timeout);
    }

    /** Begins to ask. */
    public Asked ask(Question question, Asking asking, Duration within) {
        // A token lives for a minute, so each question has one of its own.
        String token = tokens.sign(asking.tenant(), asking.subject(), asking.scopes());
        return new Asked(send(question, token, asking.requestId(), within), within);
    }

    /** Asks with a token that is at hand, for who must not wait; never fails. */
    public Future<Reply> ask(Question question, String token, String requestId, Duration within) {
        return send(question, token, requestId, within).map(this::replyOf).otherwise(Questions::away);
    }

    /**
     * The body of a success.
     *
     * @throws ProblemException what the service has against it, or 503 when it does not answer
     */
    public JsonNode read(Question question, Asking asking) {
        return switch (ask(question, asking).reply()) {
            case Success success -> success.body();
            case Refused refused -> throw refusal(refused);
            case Away away ->
                throw new ProblemException(
                                CommonProblem.UNAVAILABLE,
                                question.service().contract() + " does not answer now. Try again.")
                        .retryAfter(SOON);
        };
    }

    private static ProblemException refusal(Refused refused) {
        CommonProblem type = switch (refused.status()) {
            case 401, 403 -> CommonProblem.FORBIDDEN;
            case 404 -> CommonProblem.NOT_FOUND;
            case 400 -> CommonProblem.INVALID_REQUEST;
            case 409 -> CommonProblem.CONFLICT;
            default -> CommonProblem.UNPROCESSABLE;
        };
        return new ProblemException(type, refused.problem().path("detail").asText("The request was refused."));
    }

    /** A question that is under way; what is waited for it counts from when it was asked. */
    public final class Asked {

        private final CompletableFuture<Answer> answer;
        private final long deadline;

        private Asked(Future<Answer> answer, Duration within) {
            this.answer = answer.toCompletionStage().toCompletableFuture();
            this.deadline = System.nanoTime() + within.toNanos();
        }

        /** Waits for what comes of it. */
        public Reply await() throws InterruptedException {
            try {
                return replyOf(answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException slow) {
                return away(slow);
            } catch (ExecutionException failure) {
                return away(failure.getCause());
            }
        }

        /** The same for who answers a request and has nothing else to stop. */
        public Reply reply() {
            try {
                return await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return new Away(false, "is not waited for any more");
            }
        }

        /** The body of a success, where it is what is expected. */
        public <T> Optional<T> body(Class<T> type) {
            try {
                return reply() instanceof Success success
                        ? Optional.ofNullable(mapper.treeToValue(success.body(), type))
                        : Optional.empty();
            } catch (JsonProcessingException other) {
                return Optional.empty();
            }
        }
    }

    private Reply replyOf(Answer answer) {
        int status = answer.status();
        boolean success = status >= 200 && status < 300;
        if (!success && (status < 400 || status == 429 || status >= 500)) {
            return new Away(false, "answered " + status);
        }
        try {
            JsonNode body = mapper.readTree(answer.body().getBytes());
            return success ? new Success(status, body) : new Refused(status, body);
        } catch (IOException unreadable) {
            return new Away(false, "answered what cannot be read");
        }
    }

    private static Away away(@Nullable Throwable failure) {
        return failure instanceof TimeoutException
                ? new Away(true, "did not answer in time")
                : new Away(false, "does not answer: " + failure);
    }

    /** A stale connection is tried again once. */
    private Future<Answer> send(Question question, String token, String requestId, Duration within) {
        Map<String, String> headers = new LinkedHashMap<>(question.headers());
        headers.put(HttpHeaders.AUTHORIZATION.toString(), "Bearer " + token);
        headers.put(RequestIds.HEADER, requestId);
        headers.putAll(traces.headers());
        String json = json(question.body());
        if (json != null) {
            headers.put(HttpHeaders.CONTENT_TYPE.toString(), "application/json");
        }
        return attempt(question, headers, json, within)
                .recover(failure -> Upstreams.stale(failure)
                        ? attempt(question, headers, json, within)
                        : Future.failedFuture(failure));
    }

    private @Nullable String json(@Nullable Object body) {
        try {
            return body == null ? null : mapper.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Future<Answer> attempt(
            Question question, Map<String, String> headers, @Nullable String json, Duration within) {
        return upstreams
                .open(question.service(), question.method(), question.uri())
                .compose(request -> {
                    request.idleTimeout(within.toMillis());
                    headers.forEach(request::putHeader);
                    Future<HttpClientResponse> response = json == null ? request.send() : request.send(json);
                    return response.compose(answer -> answer.body().map(body -> new Answer(answer.statusCode(), body)));
                });
    }
}
