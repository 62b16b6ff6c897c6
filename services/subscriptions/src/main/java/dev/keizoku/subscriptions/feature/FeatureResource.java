package dev.keizoku.subscriptions.feature;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.subscriptions.Pages;
import dev.keizoku.subscriptions.PathIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Features over HTTP. */
@Path("/v1/features")
@RunOnVirtualThread
public class FeatureResource {

    private final Features features;
    private final Caller caller;
    private final Pages pages;

    FeatureResource(Features features, Caller caller, Pages pages) {
        this.features = features;
        this.caller = caller;
        this.pages = pages;
    }

    public record FeatureBody(
            @NotNull @Size(min = 1, max = 200) String name,
            @NotNull @Size(min = 1, max = 200) String product,
            @Nullable Instant releasedAt) {

        Feature toFeature(FeatureId id) {
            return new Feature(
                    id, name, product, releasedAt == null ? null : releasedAt.truncatedTo(ChronoUnit.MICROS));
        }
    }

    public record FeatureView(
            FeatureId featureId,
            String name,
            String product,
            @Nullable Instant releasedAt,
            List<PlanId> planIds) {

        static FeatureView from(Features.Included included) {
            Feature feature = included.feature();
            return new FeatureView(
                    feature.featureId(), feature.name(), feature.product(), feature.releasedAt(), included.planIds());
        }
    }

    @PUT
    @Path("/{feature_id}")
    @RolesAllowed("subscriptions:write")
    public Response put(@PathParam("feature_id") String featureId, FeatureBody body) {
        Features.Put put = features.put(caller.tenant(), body.toFeature(id(featureId)));
        return Response.status(put.created() ? 201 : 200)
                .entity(FeatureView.from(put.included()))
                .build();
    }

    @GET
    @Path("/{feature_id}")
    @RolesAllowed("subscriptions:read")
    public FeatureView get(@PathParam("feature_id") String featureId) {
        return features.find(caller.tenant(), id(featureId)).stream()
                .findFirst()
                .map(FeatureView::from)
                .orElseThrow(() -> ProblemException.notFound("feature"));
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<FeatureView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        String product = parameters.string("product");
        parameters.verify();
        String list = "features " + product;
        String after = pages.after(caller.tenant(), list, cursor);
        List<Features.Included> found = features.list(caller.tenant(), after, product, limit + 1);
        return pages.of(
                caller.tenant(),
                list,
                found.stream().map(FeatureView::from).toList(),
                limit,
                view -> view.featureId().value());
    }

    private static FeatureId id(String text) {
        return PathIds.of("feature_id", text, FeatureId::new);
    }
}
