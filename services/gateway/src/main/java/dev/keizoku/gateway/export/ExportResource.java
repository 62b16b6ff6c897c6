package dev.keizoku.gateway.export;

import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.RowId;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Exports over HTTP: asking for one, watching it, fetching its content. */
@Path("/v1/exports")
@RunOnVirtualThread
public class ExportResource {

    private static final String LIST = "exports";
    private static final int LONGEST_KEY = 255;

    private final Exports exports;
    private final ExportWorkers workers;
    private final ExportContent content;
    private final Orders orders;
    private final Caller caller;
    private final Cursors cursors;

    ExportResource(
            Exports exports,
            ExportWorkers workers,
            ExportContent content,
            Orders orders,
            Caller caller,
            Cursors cursors) {
        this.exports = exports;
        this.workers = workers;
        this.content = content;
        this.orders = orders;
        this.caller = caller;
        this.cursors = cursors;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"health:read", "subscriptions:read", "metrics:read"})
    public Response order(
            @Context UriInfo uri, @HeaderParam("Idempotency-Key") @Nullable String key, Orders.Body body) {
        Parameters.of(uri).verify();
        if (key != null && (key.isEmpty() || key.length() > LONGEST_KEY)) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "Idempotency-Key", "invalid_value", "A key has 1 to " + LONGEST_KEY + " characters.")));
        }
        TenantId tenant = caller.tenant();
        ExportOrder order = orders.of(tenant, body, masked());
        allow(order.resource());
        Export export = exports.order(tenant, order, key, caller.subject());
        workers.wake();
        return Response.accepted(ExportView.of(export))
                .location(URI.create("/v1/exports/" + export.id()))
                .build();
    }

    @GET
    @RolesAllowed({"health:read", "subscriptions:read", "metrics:read"})
    public Page<ExportView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        List<String> allowed = Arrays.stream(Exported.values())
                .filter(resource -> caller.has(resource.scope()))
                .map(Exported::key)
                .toList();
        String list = LIST + allowed;
        ExportStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<Export> found = exports.list(tenant, allowed, masked(), after, limit + 1);
        boolean more = found.size() > limit;
        List<Export> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        list,
                        page.getLast().createdAt() + " " + page.getLast().id())
                : null;
        return new Page<>(page.stream().map(ExportView::of).toList(), next, more);
    }

    @GET
    @Path("/{export_id}")
    @RolesAllowed({"health:read", "subscriptions:read", "metrics:read"})
    public ExportView get(@Context UriInfo uri, @PathParam("export_id") String id) {
        Parameters.of(uri).verify();
        return ExportView.of(find(id));
    }

    @GET
    @Path("/{export_id}/content")
    @RolesAllowed({"health:read", "subscriptions:read", "metrics:read"})
    public Response content(
            @Context UriInfo uri,
            @PathParam("export_id") String id,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
        Parameters parameters = Parameters.of(uri);
        int part = parameters.integer("part", 1, 1, Integer.MAX_VALUE);
        parameters.verify();
        Export export = exports.ready(find(id));
        if (part > export.parts().size()) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "There is no part " + part + " of the export.");
        }
        ExportContent.Wanted wanted = new ExportContent.Wanted(export, part, range, ifRange, known);
        if (!wanted.goesOn()) {
            exports.fetched(export, part, caller.subject());
        }
        return content.of(wanted);
    }

    /** Whoever is not told what is personal does not know of a file that has it. */
    private Export find(String id) {
        Export export = exports.find(caller.tenant(), RowId.of(id, "export"));
        if (masked() && !export.order().masked()) {
            throw ProblemException.notFound("export");
        }
        allow(export.order().resource());
        return export;
    }

    private boolean masked() {
        return caller.has(Scopes.PERSONAL_MASKED);
    }

    private void allow(Exported resource) {
        if (!caller.has(resource.scope())) {
            throw new ProblemException(
                    CommonProblem.FORBIDDEN, "An export of " + resource.key() + " needs " + resource.scope() + ".");
        }
    }

    private static ExportStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new ExportStore.Position(
                Instant.parse(sealed.substring(0, space)), UUID.fromString(sealed.substring(space + 1)));
    }
}
