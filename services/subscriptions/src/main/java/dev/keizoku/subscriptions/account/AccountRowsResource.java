package dev.keizoku.subscriptions.account;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.SnapshotStream;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** All accounts of one moment in the order of their ids, for exports. */
@Path("/v1/export-rows/accounts")
@RunOnVirtualThread
public class AccountRowsResource {

    private final AccountStore store;
    private final SnapshotStream stream;
    private final Caller caller;

    AccountRowsResource(AccountStore store, SnapshotStream stream, Caller caller) {
        this.store = store;
        this.stream = stream;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("internal")
    @Produces("application/x-ndjson")
    public StreamingOutput rows(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        AccountId parent = parameters.accountId("parent_id");
        Map<String, List<String>> attributes = parameters.prefixed("attribute.");
        Instant asOf = parameters.instant("as_of");
        parameters.verify();
        TenantId tenant = caller.tenant();
        return stream.of(handle -> store.list(handle, tenant, "", parent, attributes, asOf, Integer.MAX_VALUE)
                .map(AccountResource.AccountView::from));
    }
}
