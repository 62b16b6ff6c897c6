package dev.keizoku.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What holds for every request before any resource sees it: body limits, media type, and problems for unknown paths. */
@Singleton
public final class HttpEdge {

    private final HttpConfig config;
    private final ObjectMapper mapper;
    private final String application;

    HttpEdge(
            HttpConfig config,
            ObjectMapper mapper,
            @ConfigProperty(name = "quarkus.application.name") Optional<String> application) {
        this.config = config;
        this.mapper = mapper;
        this.application = application.orElse("");
    }

    void register(@Observes Filters filters) {
        filters.register(this::limitBody, 500);
    }

    void routes(@Observes Router router) {
        if (config.ownContract()) {
            router.get("/q/openapi").handler(this::contract);
        }
        router.route()
                .order(Integer.MAX_VALUE)
                .handler(context -> end(context, CommonProblem.NOT_FOUND, "There is nothing at this path."));
        router.route().failureHandler(this::failed);
    }

    private void limitBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        long limit = config.limitOf(request.path(), request.getHeader("Content-Type"));
        Long length = contentLength(request);
        if (length == null) {
            end(context, CommonProblem.INVALID_REQUEST, "Content-Length is not a number.");
        } else if (length > limit) {
            request.response().putHeader("Connection", "close");
            end(context, CommonProblem.PAYLOAD_TOO_LARGE, "The body may have up to " + limit + " bytes.");
        } else if (length != 0 && request.getHeader("Content-Type") == null) {
            end(context, CommonProblem.UNSUPPORTED_MEDIA_TYPE, "A body needs a Content-Type.");
        } else {
            context.next();
        }
    }

    /** Zero for no body, -1 for a body of unknown length, null for a header that is not a number. */
    private static @Nullable Long contentLength(HttpServerRequest request) {
        String header = request.getHeader("Content-Length");
        if (header == null) {
            boolean bodyless = request.method() == HttpMethod.GET || request.getHeader("Transfer-Encoding") == null;
            return bodyless ? 0L : -1L;
        }
        try {
            return Long.parseLong(header);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private void contract(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "application/json")
                .end(Contract.load(application).toPrettyString());
    }

    private void failed(RoutingContext context) {
        if (context.response().headWritten()) {
            context.next();
            return;
        }
        Throwable failure = context.failure();
        if (failure instanceof ProblemException problem) {
            end(context, problem);
        } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
            CommonProblem type = CommonProblem.ofStatus(context.statusCode());
            end(context, type, type.title() + ".");
        } else {
            context.next();
        }
    }

    private void end(RoutingContext context, CommonProblem type, String detail) {
        end(context, new ProblemException(type, detail));
    }

    /** Answers a request that never reaches a resource. */
    public void end(RoutingContext context, ProblemException problem) {
        Duration retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            context.response().putHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        context.response().headers().add("Vary", "Accept-Language");
        try {
            context.response()
                    .setStatusCode(problem.type().status())
                    .putHeader(
                            "Content-Language", ProblemMappers.language(context).tag())
                    .putHeader("Content-Type", "application/problem+json")
                    .end(mapper.writeValueAsString(ProblemMappers.Document.of(problem, context)));
        } catch (JsonProcessingException impossible) {
            context.fail(impossible);
        }
    }
}
