package dev.keizoku.subscriptions.offer;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.subscriptions.Pages;
import dev.keizoku.subscriptions.PathIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.util.List;

/** Bundles over HTTP. */
@Path("/v1/bundles")
@RunOnVirtualThread
public class BundleResource {

    private final Offers offers;
    private final Caller caller;
    private final Pages pages;

    BundleResource(Offers offers, Caller caller, Pages pages) {
        this.offers = offers;
        this.caller = caller;
        this.pages = pages;
    }

    public record BundleBody(
            @NotNull @Size(min = 1, max = 200) String name,
            @NotNull @Size(min = 2, max = 20) List<@NotNull PlanId> planIds,

            @NotNull @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") BigDecimal percentOff) {

        Bundle toBundle(BundleId id) {
            if (planIds.stream().distinct().count() < planIds.size()) {
                throw ProblemException.ofFields(
                        List.of(new FieldError("/plan_ids", "repeated", "A plan is in a bundle once.")));
            }
            return new Bundle(id, name, planIds, percentOff);
        }
    }

    @PUT
    @Path("/{bundle_id}")
    @RolesAllowed("subscriptions:write")
    public Response put(@PathParam("bundle_id") String bundleId, BundleBody body) {
        Bundle bundle = body.toBundle(id(bundleId));
        boolean created = offers.put(caller.tenant(), bundle);
        return Response.status(created ? 201 : 200).entity(bundle).build();
    }

    @GET
    @Path("/{bundle_id}")
    @RolesAllowed("subscriptions:read")
    public Bundle get(@PathParam("bundle_id") String bundleId) {
        return offers.find(caller.tenant(), id(bundleId)).orElseThrow(() -> ProblemException.notFound("bundle"));
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<Bundle> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        String after = pages.after(caller.tenant(), "bundles", cursor);
        List<Bundle> found = offers.list(caller.tenant(), after, limit + 1);
        return pages.of(
                caller.tenant(),
                "bundles",
                found,
                limit,
                bundle -> bundle.bundleId().value());
    }

    private static BundleId id(String text) {
        return PathIds.of("bundle_id", text, BundleId::new);
    }
}
