package dev.keizoku.usage.correction;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.usage.PathIds;
import dev.keizoku.usage.correction.Erasures.Progress;
import dev.keizoku.usage.rejection.Rejections;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The personal data of one user. */
@Path("/v1/users/{user_id}")
@RunOnVirtualThread
public class UserDataResource {

    private final Erasures erasures;
    private final Rejections rejections;
    private final TenantNumbers numbers;
    private final Caller caller;

    UserDataResource(Erasures erasures, Rejections rejections, TenantNumbers numbers, Caller caller) {
        this.erasures = erasures;
        this.rejections = rejections;
        this.numbers = numbers;
        this.caller = caller;
    }

    /** What was removed; while it runs, so far. */
    public record Receipt(
            String status, long events, long rollupRows, int rejectedEvents, int traits, int memberships, int aliases) {

        static Receipt from(Progress progress, int rejectedEvents) {
            return new Receipt(
                    progress.done() ? "done" : "running",
                    progress.events(),
                    progress.rollupRows(),
                    rejectedEvents,
                    progress.forgotten().traits(),
                    progress.forgotten().memberships(),
                    progress.forgotten().aliases());
        }
    }

    @DELETE
    @RolesAllowed("admin")
    public Response delete(@PathParam("user_id") String id, @Context UriInfo uri) {
        Parameters.of(uri).verify();
        int tenant = numbers.of(caller.tenant());
        String user = PathIds.user(id).value();
        int rejectedEvents = rejections.forget(caller.tenant(), erasures.idsOf(tenant, user));
        Progress progress = erasures.erase(tenant, user, caller.subject());
        return Response.status(progress.done() ? 200 : 202)
                .entity(Receipt.from(progress, rejectedEvents))
                .build();
    }
}
