package dev.keizoku.subscriptions.renewal;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.Tenants;
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
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The renewals of a subscription over HTTP. */
@Path("/v1/subscriptions/{subscription_id}/renewals/{renewal_id}")
@RunOnVirtualThread
public class RenewalResource {

    private final Renewals renewals;
    private final Tenants tenants;
    private final Caller caller;

    RenewalResource(Renewals renewals, Tenants tenants, Caller caller) {
        this.renewals = renewals;
        this.tenants = tenants;
        this.caller = caller;
    }

    record NewRenewal(
            @Nullable Instant dueAt,
            @Nullable Integer termMonths,
            @Nullable Boolean autoRenew,
            @Nullable Instant noticeBy,
            @Nullable RenewalIntent intent,
            @Nullable String intentBy,
            @Nullable Instant intentAt,
            @Nullable RenewalOutcome outcome,
            @Nullable Instant outcomeAt) {

        RenewalRequest toRequest(SubscriptionId subscription, String renewalId) {
            RenewalRequest request = new RenewalRequest(
                    subscription,
                    renewalId,
                    dueAt,
                    termMonths,
                    autoRenew != null && autoRenew,
                    noticeBy,
                    intent,
                    intentBy,
                    intentAt,
                    outcome,
                    outcomeAt);
            List<FieldError> errors = request.misfits("/");
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
            return request;
        }
    }

    @PUT
    @RolesAllowed("subscriptions:write")
    public Response put(
            @PathParam("subscription_id") String subscriptionId,
            @PathParam("renewal_id") String renewalId,
            NewRenewal body) {
        RenewalRequest request = body.toRequest(PathIds.subscription(subscriptionId), renewalId);
        Renewals.Put put = renewals.put(caller.tenant(), request);
        return Response.status(put.made() ? 201 : 200).entity(view(put.told())).build();
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public RenewalView get(
            @PathParam("subscription_id") String subscriptionId,
            @PathParam("renewal_id") String renewalId,
            @Context UriInfo uri) {
        SubscriptionId subscription = PathIds.subscription(subscriptionId);
        Parameters parameters = Parameters.of(uri);
        Instant asOf = parameters.instant("as_of");
        parameters.verify();
        return (asOf == null
                        ? renewals.find(caller.tenant(), subscription, renewalId)
                        : renewals.find(caller.tenant(), subscription, renewalId, asOf))
                .map(this::view)
                .orElseThrow(() -> ProblemException.notFound("renewal"));
    }

    private RenewalView view(Renewals.Told told) {
        ZoneId zone = tenants.get(caller.tenant()).zone();
        return RenewalView.of(told, zone);
    }
}
