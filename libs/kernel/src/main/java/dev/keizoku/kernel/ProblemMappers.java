package dev.keizoku.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns every failure into a problem document; what is not ours to tell goes to the log under the request's id. */
@Singleton
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final String application;

    ProblemMappers(@ConfigProperty(name = "quarkus.application.name") String application) {
        this.application = application;
    }

    /** The wire form of a problem. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Document(
            String type,
            String title,
            int status,
            @Nullable String detail,
            @Nullable String instance,
            @Nullable String requestId,
            List<FieldError> errors) {

        public static Document of(ProblemException problem, RoutingContext context) {
            ProblemType type = problem.type();
            return new Document(
                    "/problems/" + type.slug(),
                    language(context).titleOf(type),
                    type.status(),
                    problem.detail(),
                    context.request().path(),
                    RequestIds.of(context),
                    problem.errors());
        }
    }

    static ProblemLanguage language(RoutingContext context) {
        return ProblemLanguage.of(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    @ServerExceptionMapper
    public Response problem(ProblemException problem, RoutingContext context) {
        return answer(problem, context).build();
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    public Response unauthenticated(RoutingContext context) {
        return answer(
                        new ProblemException(
                                CommonProblem.UNAUTHENTICATED, "The request carries no credential that is valid here."),
                        context)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure, RoutingContext context) {
        return answer(
                        new ProblemException(CommonProblem.FORBIDDEN, "The credential lacks the scope this needs."),
                        context)
                .build();
    }

    @ServerExceptionMapper
    public Response malformed(JsonProcessingException failure, RoutingContext context) {
        return answer(new ProblemException(CommonProblem.MALFORMED_JSON, "The body cannot be read as JSON."), context)
                .build();
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException failure, RoutingContext context) {
        if (failure.getCause() instanceof ProblemException problem) {
            return problem(problem, context);
        }
        int status = failure.getResponse().getStatus();
        if (status < 400) {
            return failure.getResponse();
        }
        if (status >= 500) {
            return unknown(failure, context);
        }
        CommonProblem type = CommonProblem.ofStatus(status);
        Response.ResponseBuilder answer = answer(new ProblemException(type, type.title() + "."), context);
        String path = context.request().path();
        if (status == 405 && path != null) {
            answer.header(HttpHeaders.ALLOW, String.join(", ", Contract.methodsAt(application, path)));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    public Response unknown(Throwable failure, RoutingContext context) {
        ProblemException problem = find(failure);
        if (problem != null) {
            return problem(problem, context);
        }
        if (DatabaseAway.in(failure)) {
            LOG.warnf("database not available: %s", failure.getMessage());
            return answer(
                            new ProblemException(CommonProblem.UNAVAILABLE, "The database does not answer. Try again.")
                                    .retryAfter(SOON),
                            context)
                    .build();
        }
        LOG.error("request failed", failure);
        return answer(
                        new ProblemException(
                                CommonProblem.INTERNAL, "The failure was recorded under the id of this request."),
                        context)
                .build();
    }

    private static Response.ResponseBuilder answer(ProblemException problem, RoutingContext context) {
        closeUnreadBody(context.request(), problem.type().status());
        // Not as a header of the answer: it would take the place of what others have put there.
        context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        Response.ResponseBuilder answer = Response.status(problem.type().status())
                .type(MediaType.valueOf("application/problem+json"))
                .header(HttpHeaders.CONTENT_LANGUAGE, language(context).tag())
                .entity(Document.of(problem, context));
        Duration retryAfter = problem.retryAfter();
        return retryAfter == null
                ? answer
                : answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
    }

    /** A refused upload is not worth reading to its end. */
    private static void closeUnreadBody(HttpServerRequest request, int status) {
        if (status == 413 && !request.isEnded()) {
            request.response().putHeader("Connection", "close");
        }
    }

    private static @Nullable ProblemException find(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
        }
        return null;
    }
}
