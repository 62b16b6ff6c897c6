package dev.keizoku.gateway.upstream;

import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service is asked: something small that is safe to repeat.
 *
 * @param body what is sent as JSON; null for nothing
 */
public record Question(
        Upstream service,
        HttpMethod method,
        String uri,
        Map<String, String> headers,
        @Nullable Object body) {

    public static Question get(Upstream service, String uri) {
        return new Question(service, HttpMethod.GET, uri, Map.of(), null);
    }

    public static Question post(Upstream service, String uri, Object body) {
        return new Question(service, HttpMethod.POST, uri, Map.of(), body);
    }

    public static Question put(Upstream service, String uri, Object body) {
        return new Question(service, HttpMethod.PUT, uri, Map.of(), body);
    }

    public static Question delete(Upstream service, String uri) {
        return new Question(service, HttpMethod.DELETE, uri, Map.of(), null);
    }

    /** The same with one more header, where there is a value for it. */
    public Question with(String header, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Question(service, method, uri, more, body);
    }
}
