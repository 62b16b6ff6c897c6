package dev.keizoku.gateway.audit;

import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.gateway.upstream.Question;
import dev.keizoku.gateway.upstream.Questions;
import dev.keizoku.gateway.upstream.Questions.Asked;
import dev.keizoku.gateway.upstream.Upstream;
import dev.keizoku.kernel.AuditChain;
import dev.keizoku.kernel.AuditChain.Verification;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Questions questions;
    private final Caller caller;

    AuditVerificationResource(AuditChain chain, Questions questions, Caller caller) {
        this.chain = chain;
        this.questions = questions;
        this.caller = caller;
    }

    record Verified(boolean whole, List<Kept> services) {}

    record Kept(String service, Verification chain) {}

    @GET
    @RolesAllowed("admin")
    public Verified get(@Context UriInfo uri, RoutingContext context) {
        Parameters parameters = Parameters.of(uri);
        Map<String, Map<Long, String>> known = known(parameters);
        parameters.verify();
        Asking asking = Asking.of(caller, context).with(Set.of("internal"));
        Map<Upstream, Asked> asked = new EnumMap<>(Upstream.class);
        for (Upstream service : Upstream.values()) {
            String path = path(known.getOrDefault(service.contract(), Map.of()));
            asked.put(service, questions.ask(Question.get(service, path), asking, TIMEOUT));
        }
        List<Kept> services = new ArrayList<>();
        services.add(new Kept(GATEWAY, chain.verify(caller.tenant(), known.getOrDefault(GATEWAY, Map.of()))));
        asked.forEach((service, answer) -> services.add(new Kept(
                service.contract(), answer.body(Verification.class).orElseThrow(() -> AuditLog.away(service)))));
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
}
