package dev.keizoku.health.touchpoint;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.UserId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** The personal data of one user in touchpoints. */
@Path("/v1/touchpoint-users/{user_id}")
@RunOnVirtualThread
public class TouchpointUserResource {

    private final Touchpoints touchpoints;
    private final Caller caller;

    TouchpointUserResource(Touchpoints touchpoints, Caller caller) {
        this.touchpoints = touchpoints;
        this.caller = caller;
    }

    /** How many touchpoints named the user. */
    record Receipt(int touchpoints) {}

    /** Every touchpoint that names the user, by its time. */
    record Known(List<HeldTouchpoint> touchpoints) {}

    @GET
    @RolesAllowed("internal")
    public Known get(@PathParam("user_id") String userId) {
        return new Known(touchpoints.of(caller.tenant(), user(userId)));
    }

    @DELETE
    @RolesAllowed("admin")
    public Receipt delete(@PathParam("user_id") String userId) {
        return new Receipt(touchpoints.erase(caller.tenant(), user(userId)));
    }

    private static UserId user(String userId) {
        try {
            return new UserId(userId);
        } catch (IllegalArgumentException unusable) {
            throw ProblemException.notFound("user");
        }
    }
}
