package dev.keizoku.e2e.contract;

import dev.keizoku.e2e.suite.Answer;
import dev.keizoku.e2e.suite.Api;
import dev.keizoku.e2e.suite.Wait;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * A request to be tried.
 *
 * @param told what is odd about it
 * @param target path and query, encoded
 */
record Attempt(Operation operation, String told, String target, Map<String, String> headers, byte[] body) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SHOWN = 200;

    private static final Set<Integer> COME_AGAIN = Set.of(429, 503);
    private static final Duration CALM = Duration.ofMinutes(3);

    Answer sentBy(Api api) {
        return api.request(target, request -> {
            request.timeout(PATIENCE);
            headers.forEach(request::header);
            request.method(operation.method(), BodyPublishers.ofByteArray(body));
        });
    }

    /** The answer once there is one that does not say to come again, as who is busy may say to anybody. */
    Answer answeredTo(Api api) {
        return Wait.passes(CALM, () -> {
            Answer answer = sentBy(api);
            if (COME_AGAIN.contains(answer.status())
                    && !answer.header("Retry-After").isEmpty()) {
                throw new AssertionError(this + ": " + answer);
            }
            return answer;
        });
    }

    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return operation + " (" + told + ") " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }
}
