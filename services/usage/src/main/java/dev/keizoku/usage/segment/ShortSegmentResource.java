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

/** The same calls under the short paths that Segment's library for browsers uses: each kind by its first letter. */
@Path("/v1")
@RunOnVirtualThread
public class ShortSegmentResource {

    private final Bodies bodies;

    ShortSegmentResource(Bodies bodies) {
        this.bodies = bodies;
    }

    @POST
    @Path("/t")
    @RolesAllowed("usage:write")
    public Success track(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return bodies.one("track", key, body);
    }

    @POST
    @Path("/i")
    @RolesAllowed("usage:write")
    public Success identify(InputStream body) throws IOException {
        return bodies.one("identify", null, body);
    }

    @POST
    @Path("/g")
    @RolesAllowed("usage:write")
    public Success group(InputStream body) throws IOException {
        return bodies.one("group", null, body);
    }

    @POST
    @Path("/p")
    @RolesAllowed("usage:write")
    public Success page(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return bodies.one("page", key, body);
    }

    @POST
    @Path("/s")
    @RolesAllowed("usage:write")
    public Success screen(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return bodies.one("screen", key, body);
    }

    @POST
    @Path("/a")
    @RolesAllowed("usage:write")
    public Success alias(InputStream body) throws IOException {
        return bodies.one("alias", null, body);
    }

    @POST
    @Path("/b")
    @RolesAllowed("usage:write")
    public Success batch(@HeaderParam("Idempotency-Key") @Nullable String key, InputStream body) throws IOException {
        return bodies.batch(key, body);
    }
}
