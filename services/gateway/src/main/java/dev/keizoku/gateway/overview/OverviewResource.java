package dev.keizoku.gateway.overview;

import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

/** The 360° view of an account. */
@Path("/v1/accounts/{account_id}/overview")
@RunOnVirtualThread
public class OverviewResource {

    private final AccountOverview overview;
    private final Caller caller;

    OverviewResource(AccountOverview overview, Caller caller) {
        this.overview = overview;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public AccountOverview.Parts get(@PathParam("account_id") String id, @Context UriInfo uri, RoutingContext context) {
        Parameters.of(uri).verify();
        AccountId account = AccountPath.of(id);
        return overview.of(account, Asking.of(caller, context)).orElseThrow(() -> ProblemException.notFound("account"));
    }
}
