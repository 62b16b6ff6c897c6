package dev.keizoku.usage.openmeter;

import dev.keizoku.kernel.Caller;
import dev.keizoku.usage.ingest.EventResource.Answer;
import dev.keizoku.usage.ingest.Posts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Where OpenMeter's SDK sends its events, and Lago's client its own: the two are told apart by their bodies. */
@Path("/api/v1/events")
@RunOnVirtualThread
public class OpenMeterEventsResource {

    private final Posts posts;
    private final LagoEvents lago;
    private final Caller caller;

    OpenMeterEventsResource(Posts posts, LagoEvents lago, Caller caller) {
        this.posts = posts;
        this.lago = lago;
        this.caller = caller;
    }

    @POST
    @RolesAllowed("usage:write")
    public Response post(@Context UriInfo uri, @Context HttpHeaders headers, InputStream body) throws IOException {
        InputStream looked = new BufferedInputStream(body);
        if (LagoEvents.areIn(looked)) {
            return batch(looked);
        }
        Answer answer = posts.take(uri, headers, looked);
        boolean plain = answer.conflict() + answer.rejected() == 0 && !answer.dryRun();
        return plain ? Response.noContent().build() : Response.ok(answer).build();
    }

    @POST
    @Path("/batch")
    @RolesAllowed("usage:write")
    public Response batch(InputStream body) throws IOException {
        return Response.ok(lago.take(caller.tenant(), body, caller.has("backfill")))
                .build();
    }
}
