package dev.keizoku.gateway.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.gateway.access.Scopes;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.TreeSet;

/** The personal data of one user, in all services. */
@Path("/v1/users/{user_id}")
@RunOnVirtualThread
public class UserPersonResource {

    private final Removals removals;
    private final Disclosure disclosure;
    private final Caller caller;

    UserPersonResource(Removals removals, Disclosure disclosure, Caller caller) {
        this.removals = removals;
        this.disclosure = disclosure;
        this.caller = caller;
    }

    @DELETE
    @RolesAllowed(Scopes.ADMIN)
    public Response delete(@PathParam("user_id") String id, @Context UriInfo uri) {
        Parameters.of(uri).verify();
        Person person = new Person(new TreeSet<>(List.of(PathId.of("user_id", id))), false, null);
        return ReceiptResource.answer(removals.remove(caller.tenant(), caller.subject(), person));
    }

    @GET
    @Path("/personal-data")
    @RolesAllowed(Scopes.ADMIN)
    public JsonNode get(@PathParam("user_id") String id, @Context UriInfo uri) {
        Parameters.of(uri).verify();
        return disclosure.of(PathId.of("user_id", id), Holders.asking(caller.tenant(), caller.subject()));
    }
}
