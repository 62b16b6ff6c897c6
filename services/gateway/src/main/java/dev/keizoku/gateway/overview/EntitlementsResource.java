package dev.keizoku.gateway.overview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;

/** What an account may use, has used, and could. */
@Path("/v1/accounts/{account_id}/entitlements")
@RunOnVirtualThread
public class EntitlementsResource {

    private final UsedEntitlements entitlements;
    private final Caller caller;

    EntitlementsResource(UsedEntitlements entitlements, Caller caller) {
        this.entitlements = entitlements;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public ObjectNode get(@PathParam("account_id") String id, @Context UriInfo uri, RoutingContext context) {
        Parameters parameters = Parameters.of(uri);
        Instant asOf = parameters.instant("as_of");
        parameters.verify();
        AccountId account = AccountPath.of(id);
        return entitlements.of(account, asOf, Asking.of(caller, context));
    }
}
