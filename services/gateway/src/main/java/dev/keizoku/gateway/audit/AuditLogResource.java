package dev.keizoku.gateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.gateway.audit.AuditLog.Placed;
import dev.keizoku.gateway.audit.AuditLog.Question;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.kernel.AuditEntry;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.NdjsonWriter;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who did what to the tenant's settings and data. */
@Path("/v1/audit-log")
@RunOnVirtualThread
public class AuditLogResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final int AT_ONCE = 200;

    private final AuditLog log;
    private final Caller caller;
    private final Cursors cursors;
    private final ObjectMapper mapper;

    AuditLogResource(AuditLog log, Caller caller, Cursors cursors, ObjectMapper mapper) {
        this.log = log;
        this.caller = caller;
        this.cursors = cursors;
        this.mapper = mapper;
    }

    record Entry(Instant at, String service, String actor, String action, JsonNode detail) {

        static Entry from(Placed placed) {
            AuditEntry entry = placed.entry();
            return new Entry(entry.at(), placed.service(), entry.actor(), entry.action(), entry.detail());
        }
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, NDJSON})
    @RolesAllowed("admin")
    public Response get(@Context UriInfo uri, @Context HttpHeaders headers, RoutingContext context) {
        Parameters parameters = Parameters.of(uri);
        Question question = new Question(
                parameters.strings("action"),
                parameters.strings("actor"),
                parameters.instant("from"),
                parameters.instant("to"));
        Asking asking = Asking.of(caller, context).with(Set.of("internal"));
        if (wantsLines(headers)) {
            parameters.verify();
            return Response.ok(lines(question, asking)).type(NDJSON).build();
        }
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        return Response.ok(page(question, cursor, limit, asking))
                .type(MediaType.APPLICATION_JSON)
                .build();
    }

    private static boolean wantsLines(HttpHeaders headers) {
        for (MediaType accepted : headers.getAcceptableMediaTypes()) {
            if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
            if (accepted.isCompatible(MediaType.valueOf(NDJSON))) {
                return true;
            }
        }
        return false;
    }

    private Page<Entry> page(Question question, @Nullable String cursor, int limit, Asking asking) {
        String list = "audit-log " + question;
        Position after = cursor == null ? null : Position.parse(cursors.open(caller.tenant(), list, cursor));
        List<Placed> found = log.after(after, question, limit + 1, asking);
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

    /** All of it, a page in memory at a time. A service that is away is told before the first line. */
    private StreamingOutput lines(Question question, Asking asking) {
        List<Placed> first = log.after(null, question, AT_ONCE, asking);
        return out -> {
            NdjsonWriter writer = new NdjsonWriter(out, mapper);
            List<Placed> found = first;
            while (!found.isEmpty()) {
                for (Placed placed : found) {
                    writer.write(Entry.from(placed));
                }
                found = found.size() < AT_ONCE
                        ? List.of()
                        : log.after(found.getLast().position(), question, AT_ONCE, asking);
            }
            writer.finish();
        };
    }
}
