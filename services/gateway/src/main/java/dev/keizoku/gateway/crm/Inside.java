package dev.keizoku.gateway.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.RequestIds;
import dev.keizoku.kernel.Traces;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Asks the services on behalf of somebody and waits for the answer. */
@Singleton
public class Inside {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Upstreams upstreams;
    private final ObjectMapper mapper;
    private final Duration timeout;
    private final Traces traces;

    Inside(
            Upstreams upstreams,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.overview.part-timeout") Duration timeout,
            Traces traces) {
        this.upstreams = upstreams;
        this.mapper = mapper;
        this.timeout = timeout;
        this.traces = traces;
    }

    /** Who asks: the internal token that is shown to the services, and the request it is for. */
    public record Asking(String token, String requestId) {}

    /** A request to a service. */
    public record Request(
            Upstream service,
            HttpMethod method,
            String uri,
            Map<String, String> headers,
            @Nullable Object body) {

        public static Request get(Upstream service, String uri) {
            return new Request(service, HttpMethod.GET, uri, Map.of(), null);
        }

        public static Request post(Upstream service, String uri, Object body) {
            return new Request(service, HttpMethod.POST, uri, Map.of(), body);
        }

        public Request with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Request(service, method, uri, more, body);
        }
    }

    /** What a service answered. */
    public record Answer(int status, JsonNode body) {

        public boolean successful() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * Asks and takes what comes, be it an error.
     *
     * @throws ProblemException 503 when the service does not answer or fails
     */
    public Answer ask(Request request, Asking asking) {
        try {
            Answer answer = send(request, asking);
            if (answer.status() < 500 && answer.status() != 429) {
                return answer;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException | IOException failure) {
            throw away(request.service());
        }
        throw away(request.service());
    }

    /** The body of a success; a refusal of the service becomes ours. */
    public JsonNode read(Request request, Asking asking) {
        Answer answer = ask(request, asking);
        if (answer.successful()) {
            return answer.body();
        }
        String detail = answer.body().path("detail").asText("The request was refused.");
        throw switch (answer.status()) {
            case 401, 403 -> new ProblemException(CommonProblem.FORBIDDEN, detail);
            case 404 -> new ProblemException(CommonProblem.NOT_FOUND, detail);
            case 400 -> new ProblemException(CommonProblem.INVALID_REQUEST, detail);
            case 409 -> new ProblemException(CommonProblem.CONFLICT, detail);
            default -> new ProblemException(CommonProblem.UNPROCESSABLE, detail);
        };
    }

    private Answer send(Request request, Asking asking)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        Object body = request.body();
        String json = body == null ? null : mapper.writeValueAsString(body);
        Map<String, String> trace = traces.headers();
        record Whole(int status, Buffer body) {}
        Whole whole = upstreams
                .open(request.service(), request.method(), request.uri())
                .compose(out -> {
                    out.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + asking.token())
                            .putHeader(RequestIds.HEADER, asking.requestId())
                            .idleTimeout(timeout.toMillis());
                    request.headers().forEach(out::putHeader);
                    trace.forEach(out::putHeader);
                    var response = json == null
                            ? out.send()
                            : out.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                                    .send(json);
                    return response.compose(answer -> answer.body().map(read -> new Whole(answer.statusCode(), read)));
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return new Answer(
                whole.status(),
                whole.body().length() == 0
                        ? MissingNode.getInstance()
                        : mapper.readTree(whole.body().getBytes()));
    }

    /** Text as it stands in a path or a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ProblemException away(Upstream service) {
        return new ProblemException(CommonProblem.UNAVAILABLE, service.contract() + " does not answer now. Try again.")
                .retryAfter(SOON);
    }
}
