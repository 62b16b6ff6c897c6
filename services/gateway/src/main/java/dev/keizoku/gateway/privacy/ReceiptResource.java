package dev.keizoku.gateway.privacy;

import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.RowId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** What was removed, for whoever has to prove it. */
@Path("/v1/personal-data-receipts/{receipt_id}")
@RunOnVirtualThread
public class ReceiptResource {

    private final Removals removals;
    private final Caller caller;

    ReceiptResource(Removals removals, Caller caller) {
        this.removals = removals;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Scopes.ADMIN)
    public Receipt get(@PathParam("receipt_id") String id, @Context UriInfo uri) {
        Parameters.of(uri).verify();
        return removals.receipt(caller.tenant(), RowId.of(id, "receipt"));
    }

    /** 200 for what is over, 202 for what goes on. */
    static Response answer(Receipt receipt) {
        return Response.status(receipt.done() ? 200 : 202)
                .location(URI.create("/v1/personal-data-receipts/" + receipt.receiptId()))
                .entity(receipt)
                .build();
    }
}
