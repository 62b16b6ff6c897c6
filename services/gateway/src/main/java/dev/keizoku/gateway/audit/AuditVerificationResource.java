package dev.keizoku.gateway.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.gateway.upstream.Upstreams;
import dev.keizoku.gateway.upstream.Upstreams.Answer;
import dev.keizoku.gateway.upstream.Upstreams.Call;
import dev.keizoku.kernel.AuditChain;
import dev.keizoku.kernel.AuditChain.Verification;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.RequestIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the entries of every service are what they were when they were sealed. */
@Path("/v1/audit-log/verification")
@RunOnVirtualThread
public class AuditVerificationResource {

    private static final String GATEWAY = "gateway";
    private static final Pattern KNOWN =
            Pattern.compile("(gateway|subscriptions|usage|metrics|health):([0-9]{1,18}):([0-9a-f]{64})");

    /** All that is kept is read for it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(100);

    private final AuditChain chain;
    private final Upstreams upstreams;
    private final InternalTokens tokens;
    private final Caller caller;
    private final ObjectMapper mapper;

    AuditVerificationResource(
            AuditChain chain, Upstreams upstreams, InternalTokens tokens, Caller caller, ObjectMapper mapper) {
        this.chain = chain;
        this.upstreams = upstreams;
        this.tokens = tokens;
        this.caller = caller;
        this.mapper = mapper;
    }

    record Verified(boolean whole, List<Kept> services) {}

    record Kept(String service, Verification chain) {}

    @GET
    @RolesAllowed("admin")
    public Verified get(@Context UriInfo uri, RoutingContext context) {
        Parameters parameters = Parameters.of(uri);
        Map<String, Map<Long, String>> known = known(parameters);
        parameters.verify();
        String token = tokens.sign(caller.tenant(), caller.subject(), Set.of("internal"));
        Map<Upstream, CompletableFuture<Answer>> asked = new EnumMap<>(Upstream.class);
        for (Upstream service : Upstream.values()) {
            String path = path(known.getOrDefault(service.contract(), Map.of()));
            Call call = new Call(HttpMethod.GET, path, token, RequestIds.of(context), null, TIMEOUT);
            asked.put(service, upstreams.ask(service, call).toCompletionStage().toCompletableFuture());
        }
        List<Kept> services = new ArrayList<>();
        services.add(new Kept(GATEWAY, chain.verify(caller.tenant(), known.getOrDefault(GATEWAY, Map.of()))));
        asked.forEach((service, answer) -> services.add(new Kept(service.contract(), read(service, answer))));
        return new Verified(services.stream().allMatch(one -> one.chain().whole()), services);
    }

    private static Map<String, Map<Long, String>> known(Parameters parameters) {
        Map<String, Map<Long, String>> known = new HashMap<>();
        for (String text : parameters.strings("known")) {
            Matcher kept = KNOWN.matcher(text);
            if (kept.matches()) {
                known.computeIfAbsent(kept.group(1), service -> new HashMap<>())
                        .put(Long.valueOf(kept.group(2)), kept.group(3));
            } else {
                parameters.error(
                        "known",
                        "invalid_value",
                        "Expected a service, the number of a block and its hash with colons.");
            }
        }
        return known;
    }

    private static String path(Map<Long, String> known) {
        StringBuilder path = new StringBuilder("/v1/audit-trail/verification");
        known.forEach((seal, hash) -> path.append(path.indexOf("?") < 0 ? '?' : '&')
                .append("known=")
                .append(seal)
                .append("%3A")
                .append(hash));
        return path.toString();
    }

    private Verification read(Upstream service, CompletableFuture<Answer> underWay) {
        try {
            Answer answer = underWay.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.successful()) {
                return mapper.readValue(answer.body().getBytes(), Verification.class);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException | IOException failure) {
            throw AuditLog.away(service);
        }
        throw AuditLog.away(service);
    }
}
