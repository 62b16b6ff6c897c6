package dev.keizoku.kernel;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** Gives every request an id, keeps the caller's where it has one, and repeats it on the answer and in the log. */
@Singleton
public final class RequestIds {

    public static final String HEADER = "X-Request-Id";

    /** The name log lines have it under. */
    static final String LOGGED = "requestId";

    private static final String KEY = "keizoku.request-id";
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** The id of a request; made on first sight. */
    public static String of(RoutingContext context) {
        String known = context.get(KEY);
        if (known != null) {
            return known;
        }
        String sent = context.request().getHeader(HEADER);
        String id = sent != null && ACCEPTED.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        context.put(KEY, id);
        return id;
    }

    void register(@Observes Filters filters) {
        filters.register(this::begin, 1000);
    }

    private void begin(RoutingContext context) {
        String id = of(context);
        context.response().putHeader(HEADER, id);
        MDC.put(LOGGED, id);
        context.next();
    }
}
