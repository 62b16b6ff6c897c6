package dev.keizoku.gateway.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.gateway.TenantPath;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the operator suspends a tenant and lets it in again. */
@Path("/v1/tenants/{tenant}")
@RunOnVirtualThread
@RolesAllowed("operator")
public class SuspensionResource {

    private final Suspensions suspensions;
    private final SuspendedTenants suspended;

    SuspensionResource(Suspensions suspensions, SuspendedTenants suspended) {
        this.suspensions = suspensions;
        this.suspended = suspended;
    }

    record Reason(@NotNull @Size(min = 1, max = 500) String reason) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Status(
            String tenant,
            String status,
            @Nullable Instant suspendedSince,
            @Nullable String reason) {}

    @POST
    @Path("/suspend")
    @RolesAllowed("operator")
    public Status suspend(@PathParam("tenant") String tenant, Reason body) {
        Suspension suspension = suspensions
                .suspend(TenantPath.of(tenant), body.reason())
                .orElseThrow(() -> ProblemException.notFound("tenant"));
        suspended.read();
        return new Status(tenant, "suspended", suspension.since(), suspension.reason());
    }

    @POST
    @Path("/resume")
    @RolesAllowed("operator")
    public Status resume(@PathParam("tenant") String tenant) {
        if (!suspensions.resume(TenantPath.of(tenant))) {
            throw ProblemException.notFound("tenant");
        }
        suspended.read();
        return new Status(tenant, "active", null, null);
    }
}
