package dev.keizoku.gateway.unmatched;

import dev.keizoku.gateway.unmatched.UnmatchedAccounts.Part;
import dev.keizoku.gateway.unmatched.UnmatchedAccounts.Unmatched;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;

/** Accounts with events that nobody has registered. */
@Path("/v1/unmatched-accounts")
@RunOnVirtualThread
public class UnmatchedResource {

    private static final String LIST = "unmatched";

    private final UnmatchedAccounts accounts;
    private final Caller caller;
    private final Cursors cursors;

    UnmatchedResource(UnmatchedAccounts accounts, Caller caller, Cursors cursors) {
        this.accounts = accounts;
        this.caller = caller;
        this.cursors = cursors;
    }

    @GET
    @RolesAllowed("usage:read")
    public Page<Unmatched> get(@Context UriInfo uri, RoutingContext context) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        String after = cursor == null ? "" : cursors.open(caller.tenant(), LIST, cursor);
        // Both reads are for services only; what comes of them is what the scope of the caller covers.
        Asking asking = Asking.of(caller, context).with(Set.of("internal"));
        Part part = accounts.after(after, limit, asking);
        return new Page<>(
                part.data(), part.more() ? cursors.seal(caller.tenant(), LIST, part.last()) : null, part.more());
    }
}
