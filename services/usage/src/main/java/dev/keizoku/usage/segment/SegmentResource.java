package dev.keizoku.usage.segment;

import dev.keizoku.usage.segment.Bodies.Success;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of Segment's and RudderStack's SDKs. The body is JSON whatever its Content-Type says, and the answer is 200
 * whatever is wrong with a message: on a 400 both SDKs throw the whole batch away. Refused messages are kept.
 */
@Path("/v1")
@RunOnVirtualThread
public class SegmentResource {

    private final Bodies bodies;

    SegmentResource(Bodies bodies) {
        this.bodies = bodies;
    }

    @POST
    @Path("/track")
    @RolesAllowed("usage:write")
    public Success track(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return bodies.one("track", key, body);
    }

    @POST
    @Path("/identify")
    @RolesAllowed("usage:write")
    public Success identify(InputStream body) throws IOException {
        return bodies.one("identify", null, body);
    }

    @POST
    @Path("/group")
    @RolesAllowed("usage:write")
    public Success group(InputStream body) throws IOException {
        return bodies.one("group", null, body);
    }

    @POST
    @Path("/page")
    @RolesAllowed("usage:write")
    public Success page(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return bodies.one("page", key, body);
    }

    @POST
    @Path("/screen")
    @RolesAllowed("usage:write")
    public Success screen(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return bodies.one("screen", key, body);
    }

    @POST
    @Path("/alias")
    @RolesAllowed("usage:write")
    public Success alias(InputStream body) throws IOException {
        return bodies.one("alias", null, body);
    }

    @POST
    @Path("/batch")
    @RolesAllowed("usage:write")
    public Success batch(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return bodies.batch(key, body);
    }
}
