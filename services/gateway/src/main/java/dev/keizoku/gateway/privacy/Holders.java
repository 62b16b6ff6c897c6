package dev.keizoku.gateway.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.gateway.upstream.Upstreams.Answer;
import dev.keizoku.gateway.upstream.Upstreams.Call;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.TenantId;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The services that keep something of people, asked with everything that takes. */
@Singleton
class Holders {

    private static final Logger LOG = Logger.getLogger(Holders.class);

    private static final Set<String> SCOPES =
            Set.of("admin", "internal", "usage:read", "subscriptions:read", "subscriptions:write");

    private final Upstreams upstreams;
    private final InternalTokens tokens;
    private final ObjectMapper mapper;
    private final Duration timeout;
    private final Set<Complaint> complaints = ConcurrentHashMap.newKeySet();

    Holders(
            Upstreams upstreams,
            InternalTokens tokens,
            ObjectMapper mapper,
            @ConfigProperty(name = "keizoku.privacy.timeout") Duration timeout) {
        this.upstreams = upstreams;
        this.tokens = tokens;
        this.mapper = mapper;
        this.timeout = timeout;
    }

    /**
     * What is wrong with a service, said once; that it does not answer, once until it does.
     *
     * @param status 0 when there was no answer
     */
    private record Complaint(Upstream service, int status) {}

    /** On whose behalf. */
    record Asking(TenantId tenant, String actor) {}

    /** What a service says. */
    sealed interface Reply {

        /** @param finished false when it goes on after the answer */
        record Told(JsonNode body, boolean finished) implements Reply {}

        record Nothing() implements Reply {}

        record Away() implements Reply {}
    }

    Reply get(Upstream service, String uri, Asking asking) {
        return ask(HttpMethod.GET, service, uri, asking);
    }

    Reply delete(Upstream service, String uri, Asking asking) {
        return ask(HttpMethod.DELETE, service, uri, asking);
    }

    /** An id as it stands in a path. */
    static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Reply ask(HttpMethod method, Upstream service, String uri, Asking asking) {
        String token = tokens.sign(asking.tenant(), asking.actor(), SCOPES);
        Call call = new Call(method, uri, token, UUID.randomUUID().toString(), null, timeout);
        try {
            Answer answer = upstreams
                    .ask(service, call)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.status() == 404) {
                return new Reply.Nothing();
            }
            if (answer.successful()) {
                complaints.remove(new Complaint(service, 0));
                byte[] body = answer.body().getBytes();
                return new Reply.Told(
                        body.length == 0 ? mapper.createObjectNode() : mapper.readTree(body), answer.status() != 202);
            }
            return away(service, answer.status(), "answered " + answer.status());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Reply.Away();
        } catch (TimeoutException slow) {
            return away(service, 0, "did not answer in time");
        } catch (ExecutionException failure) {
            return away(service, 0, String.valueOf(failure.getCause()));
        } catch (IOException unreadable) {
            return away(service, 0, "answered what cannot be read");
        }
    }

    private Reply away(Upstream service, int status, String reason) {
        if (complaints.add(new Complaint(service, status))) {
            LOG.warnf("%s does not do what it is asked about a person, trying on: %s", service.contract(), reason);
        }
        return new Reply.Away();
    }
}
