package dev.keizoku.subscriptions.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.subscriptions.PathIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans over HTTP. */
@Path("/v1/plans")
@RunOnVirtualThread
public class PlanResource {

    private final Plans plans;
    private final Caller caller;
    private final Cursors cursors;

    PlanResource(Plans plans, Caller caller, Cursors cursors) {
        this.plans = plans;
        this.caller = caller;
        this.cursors = cursors;
    }

    public record PlanBody(
            @NotNull @Size(min = 1, max = 200) String name,
            @NotNull @Size(min = 1, max = 200) String product,
            @Min(0) @Max(1_000_000) @Nullable Integer tierRank,
            @JsonProperty("public") @Nullable Boolean isPublic,
            @Size(max = 200) @Nullable List<@NotNull @Size(min = 1, max = 255) String> coreFeatures,
            @Size(max = 100) @Nullable List<@NotNull @Valid PriceBody> prices) {

        Plan toPlan(PlanId id) {
            List<Price> listed = prices == null
                    ? List.of()
                    : prices.stream().map(PriceBody::toPrice).toList();
            List<FieldError> errors = new ArrayList<>();
            for (int i = 0; i < listed.size(); i++) {
                if (Plan.offersTwice(listed, i)) {
                    errors.add(new FieldError(
                            "/prices/" + i, "repeated", "There is one price for a currency and interval."));
                }
            }
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
            return new Plan(
                    id,
                    name,
                    product,
                    tierRank == null ? 0 : tierRank,
                    isPublic == null || isPublic,
                    coreFeatures == null ? List.of() : coreFeatures,
                    listed);
        }
    }

    public record PlanView(
            PlanId planId,
            String name,
            String product,
            int tierRank,
            @JsonProperty("public") boolean isPublic,
            List<String> coreFeatures,
            List<Price> prices) {

        static PlanView from(Plan plan) {
            return new PlanView(
                    plan.planId(),
                    plan.name(),
                    plan.product(),
                    plan.tierRank(),
                    plan.isPublic(),
                    plan.coreFeatures(),
                    plan.prices());
        }
    }

    @PUT
    @Path("/{plan_id}")
    @RolesAllowed("subscriptions:write")
    public Response put(@PathParam("plan_id") String planId, PlanBody body) {
        Plans.Put put = plans.put(caller.tenant(), body.toPlan(PathIds.plan(planId)));
        return Response.status(put.created() ? 201 : 200)
                .entity(PlanView.from(put.plan()))
                .build();
    }

    @GET
    @Path("/{plan_id}")
    @RolesAllowed("subscriptions:read")
    public PlanView get(@PathParam("plan_id") String planId) {
        return plans.find(caller.tenant(), PathIds.plan(planId))
                .map(PlanView::from)
                .orElseThrow(() -> ProblemException.notFound("plan"));
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<PlanView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        String after = cursor == null ? "" : cursors.open(caller.tenant(), "plans", cursor);
        List<Plan> found = plans.list(caller.tenant(), after, limit + 1);
        List<PlanView> data = found.stream().limit(limit).map(PlanView::from).toList();
        boolean more = found.size() > limit;
        String next = more
                ? cursors.seal(caller.tenant(), "plans", data.getLast().planId().value())
                : null;
        return new Page<>(data, next, more);
    }
}
