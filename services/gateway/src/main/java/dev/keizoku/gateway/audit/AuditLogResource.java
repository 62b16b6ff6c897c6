package dev.keizoku.gateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.gateway.audit.AuditLog.Asking;
import dev.keizoku.gateway.audit.AuditLog.Placed;
import dev.keizoku.gateway.audit.AuditLog.Question;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.InternalTokens;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.RequestIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Who did what to the tenant's settings and data. */
@Path("/v1/audit-log")
@RunOnVirtualThread
public class AuditLogResource {

    private final AuditLog log;
    private final InternalTokens tokens;
    private final Caller caller;
    private final Cursors cursors;

    AuditLogResource(AuditLog log, InternalTokens tokens, Caller caller, Cursors cursors) {
        this.log = log;
        this.tokens = tokens;
        this.caller = caller;
        this.cursors = cursors;
    }

    record Entry(Instant at, String service, String actor, String action, JsonNode detail) {

        static Entry from(Placed placed) {
            AuditEntry entry = placed.entry();
            return new Entry(entry.at(), placed.service(), entry.actor(), entry.action(), entry.detail());
        }
    }

    @GET
    @RolesAllowed(Scopes.ADMIN)
    public Page<Entry> get(@Context UriInfo uri, RoutingContext context) {
        Parameters parameters = Parameters.of(uri);
        Question question = new Question(
                parameters.strings("action"),
                parameters.strings("actor"),
                parameters.instant("from"),
                parameters.instant("to"));
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        String list = "audit-log " + question;
        Position after = cursor == null ? null : Position.parse(cursors.open(caller.tenant(), list, cursor));
        String token = tokens.sign(caller.tenant(), caller.subject(), Set.of("internal"));
        List<Placed> found =
                log.after(after, question, limit + 1, new Asking(caller.tenant(), token, RequestIds.of(context)));
        boolean more = found.size() > limit;
        List<Placed> page = more ? found.subList(0, limit) : found;
        return new Page<>(
                page.stream().map(Entry::from).toList(),
                more
                        ? cursors.seal(
                                caller.tenant(), list, page.getLast().position().text())
                        : null,
                more);
    }
}
