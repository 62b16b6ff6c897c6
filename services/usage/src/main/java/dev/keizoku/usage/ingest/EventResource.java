package dev.keizoku.usage.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where events come in, in every form but those of other products. */
@Path("/v1/events")
@RunOnVirtualThread
public class EventResource {

    private final Posts posts;

    EventResource(Posts posts) {
        this.posts = posts;
    }

    /**
     * Counts, and what is to be said of the events that were not plainly accepted.
     *
     * @param unlisted how many of those are not in the list, which a long stream would make too long
     */
    public record Answer(
            int accepted,
            int duplicate,
            int conflict,
            int rejected,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean dryRun,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int unlisted,
            List<Item> outcomes) {}

    /** One event that was not plainly accepted. */
    public record Item(
            int index,
            @Nullable String id,
            String outcome,
            @Nullable String code,
            @Nullable String pointer,
            @Nullable String detail) {}

    @POST
    @RolesAllowed("usage:write")
    public Answer post(@Context UriInfo uri, @Context HttpHeaders headers, InputStream body) throws IOException {
        return posts.take(uri, headers, body);
    }
}
