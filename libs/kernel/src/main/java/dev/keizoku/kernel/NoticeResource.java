package dev.keizoku.kernel;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The feed of notices, as the gateway pulls it. */
@Path("/v1")
@RunOnVirtualThread
public class NoticeResource {

    private static final int USUAL_ROWS = 500;
    private static final int MAX_ROWS = 1_000;

    private final Notices notices;
    private final Caller caller;

    NoticeResource(Notices notices, Caller caller) {
        this.notices = notices;
        this.caller = caller;
    }

    public record Heads(List<Notices.Head> data) {}

    @GET
    @Path("/notices")
    @RolesAllowed("internal")
    public FeedPage<Notices.Row> read(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String after = parameters.string("after");
        int limit = parameters.integer("limit", USUAL_ROWS, 1, MAX_ROWS);
        boolean readable = after == null || after.matches("\\d{1,18}");
        if (!readable) {
            parameters.error("after", "invalid_value", "Expected a sequence, from 0.");
        }
        parameters.verify();
        return notices.read(caller.tenant(), after == null ? 0 : Long.parseLong(after), limit);
    }

    @GET
    @Path("/notice-heads")
    @RolesAllowed("internal")
    public Heads heads(@Context UriInfo uri) {
        Parameters.of(uri).verify();
        return new Heads(notices.heads());
    }
}
