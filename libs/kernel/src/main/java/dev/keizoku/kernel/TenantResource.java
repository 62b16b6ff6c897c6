package dev.keizoku.kernel;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** Where the gateway pushes a tenant's record to. */
@Path("/v1/tenants")
@RunOnVirtualThread
public class TenantResource {

    private final Tenants tenants;

    TenantResource(Tenants tenants) {
        this.tenants = tenants;
    }

    @PUT
    @Path("/{tenant}")
    @RolesAllowed("operator")
    public void put(@PathParam("tenant") String tenant, TenantRecord body) {
        if (!body.tenant().value().equals(tenant)) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("/tenant", "mismatch", "The path names another tenant.")));
        }
        tenants.put(body);
    }
}
