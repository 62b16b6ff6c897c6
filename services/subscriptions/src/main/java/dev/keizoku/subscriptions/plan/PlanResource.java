package dev.keizoku.subscriptions.plan;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.subscriptions.Pages;
import dev.keizoku.subscriptions.PathIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;

/** Plans over HTTP. */
@Path("/v1/plans")
@RunOnVirtualThread
public class PlanResource {

    private final Plans plans;
    private final Caller caller;
    private final Pages pages;

    PlanResource(Plans plans, Caller caller, Pages pages) {
        this.plans = plans;
        this.caller = caller;
        this.pages = pages;
    }

    public record Warnings(List<CatalogueWarning> data) {}

    @PUT
    @Path("/{plan_id}")
    @RolesAllowed("subscriptions:write")
    public Response put(@PathParam("plan_id") String planId, PlanBody body) {
        Plans.Put put = plans.put(caller.tenant(), body.toPlan(PathIds.plan(planId)));
        return Response.status(put.created() ? 201 : 200)
                .entity(PlanView.from(put.shown()))
                .build();
    }

    @GET
    @Path("/{plan_id}")
    @RolesAllowed("subscriptions:read")
    public PlanView get(@PathParam("plan_id") String planId, @Context UriInfo uri) {
        PlanId id = PathIds.plan(planId);
        Parameters parameters = Parameters.of(uri);
        Instant asOf = parameters.instant("as_of");
        parameters.verify();
        return (asOf == null ? plans.show(caller.tenant(), id) : plans.show(caller.tenant(), id, asOf))
                .map(PlanView::from)
                .orElseThrow(() -> ProblemException.notFound("plan"));
    }

    @GET
    @Path("/warnings")
    @RolesAllowed("subscriptions:read")
    public Warnings warnings(@Context UriInfo uri) {
        Parameters.of(uri).verify();
        return new Warnings(plans.warnings(caller.tenant()));
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<PlanView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        Instant asOf = parameters.instant("as_of");
        parameters.verify();
        String list = asOf == null ? "plans" : "plans " + asOf;
        String after = pages.after(caller.tenant(), list, cursor);
        List<Plans.Shown> found = plans.list(caller.tenant(), after, asOf, limit + 1);
        return pages.of(
                caller.tenant(),
                list,
                found.stream().map(PlanView::from).toList(),
                limit,
                view -> view.planId().value());
    }
}
