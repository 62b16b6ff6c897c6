package dev.keizoku.gateway.crm.push.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.keizoku.gateway.webhook.Outside;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request to a CRM, and its whole answer. */
@Singleton
class CrmCalls {

    private static final int MOST_OF_ANSWER = 4 * 1024 * 1024;
    private static final int MOST_OF_FILE = 48 * 1024 * 1024;
    private static final int MOST_OF_DETAIL = 500;

    private final Outside outside;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Duration timeout;

    CrmCalls(Outside outside, ObjectMapper mapper, Clock clock, PushConfig config) {
        this.outside = outside;
        this.mapper = mapper;
        this.clock = clock;
        this.timeout = config.timeout();
    }

    /** What a CRM answered; the body is missing where it is no JSON. */
    record Reply(
            int status,
            MultiMap headers,
            String text,
            JsonNode body,
            @Nullable Duration retryAfter) {

        boolean successful() {
            return status >= 200 && status < 300;
        }

        @Nullable String header(String name) {
            return headers.get(name);
        }
    }

    /** A request; what it is to be let in with is among the headers, and the answer may be a file. */
    record Ask(
            HttpMethod method,
            String url,
            Map<String, String> headers,
            @Nullable String body,
            boolean forFile) {

        Ask(HttpMethod method, String url, Map<String, String> headers, String body) {
            this(method, url, headers, body, false);
        }
    }

    Reply ask(Ask ask) throws Outside.NoAnswer {
        record Whole(HttpClientResponse head, Buffer body) {}
        Whole whole = outside.ask(ask.method(), ask.url(), timeout, request -> {
            request.putHeader("Accept", ask.forFile() ? "text/csv" : "application/json")
                    .putHeader("User-Agent", "Keizoku");
            ask.headers().forEach(request::putHeader);
            int most = ask.forFile() ? MOST_OF_FILE : MOST_OF_ANSWER;
            Future<HttpClientResponse> answer = ask.body() == null ? request.send() : request.send(ask.body());
            return answer.compose(head -> read(head, most).map(body -> new Whole(head, body)));
        });
        HttpClientResponse head = whole.head();
        String text = whole.body().toString(StandardCharsets.UTF_8);
        return new Reply(
                head.statusCode(),
                head.headers(),
                text,
                json(text),
                Outside.wait(head.getHeader("Retry-After"), clock.instant()));
    }

    private static Future<Buffer> read(HttpClientResponse response, int most) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(bytes -> {
            if (body.length() + bytes.length() > most) {
                whole.tryFail("The answer has no end.");
            } else {
                body.appendBuffer(bytes);
            }
        });
        response.endHandler(end -> whole.tryComplete(body));
        response.exceptionHandler(whole::tryFail);
        return whole.future();
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException other) {
            return MissingNode.getInstance();
        }
    }

    /** What a CRM says, as long as we keep it. */
    static String beginning(String text) {
        return text.length() <= MOST_OF_DETAIL ? text : text.substring(0, MOST_OF_DETAIL);
    }

    static Sent.Later unanswered(Outside.NoAnswer nothing) {
        return switch (nothing.reason()) {
            case TIMEOUT -> new Sent.Later(null, "timeout", "The CRM did not answer in time.");
            case NO_CONNECTION -> new Sent.Later(null, "no_connection", "The CRM cannot be reached.");
            case REFUSED_TARGET ->
                new Sent.Later(null, "refused_target", "The address is not one of the public internet.");
        };
    }
}
