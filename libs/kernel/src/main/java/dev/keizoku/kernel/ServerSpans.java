package dev.keizoku.kernel;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Gives every request that is traced a span, named by the path as the contract writes it: ids are many, operations are few. */
@Singleton
final class ServerSpans {

    /** Before everything that may answer. */
    private static final int PRIORITY = 1_100;

    /** Where the meters of HTTP find the path they count by. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final int FIRST_FAILURE = 500;

    private final Traces traces;

    ServerSpans(Traces traces) {
        this.traces = traces;
    }

    void register(@Observes Filters filters) {
        if (traces.areOn()) {
            filters.register(this::begin, PRIORITY);
        }
    }

    private void begin(RoutingContext context) {
        Span span = traces.arrived(context);
        if (span != null) {
            Context own = Vertx.currentContext();
            span.setAttribute("http.request.method", context.request().method().name());
            span.setAttribute("keizoku.request_id", RequestIds.of(context));
            context.addEndHandler(ended -> end(context, span, templateIn(own), ended));
        }
        context.next();
    }

    private static @Nullable String templateIn(@Nullable Context own) {
        return own instanceof ContextInternal request
                        && request.getLocal(TEMPLATE) instanceof String template
                        && template.startsWith("/")
                ? template
                : null;
    }

    private static void end(RoutingContext context, Span span, @Nullable String template, AsyncResult<Void> ended) {
        if (template != null) {
            span.updateName(context.request().method().name() + " " + template);
            span.setAttribute("http.route", template);
        }
        int status = context.response().getStatusCode();
        if (ended.failed()) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", "closed");
        } else {
            span.setAttribute("http.response.status_code", status);
            if (status >= FIRST_FAILURE) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute("error.type", Integer.toString(status));
            }
        }
        span.end();
    }
}
