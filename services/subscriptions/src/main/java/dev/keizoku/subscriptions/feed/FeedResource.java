package dev.keizoku.subscriptions.feed;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FeedPage;
import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The feed as other services pull it. */
@Path("/v1")
@RunOnVirtualThread
public class FeedResource {

    private static final int MAX_ROWS = 5000;

    private final Feed feed;
    private final Caller caller;

    FeedResource(Feed feed, Caller caller) {
        this.feed = feed;
        this.caller = caller;
    }

    public record Heads(List<FeedHead> data) {}

    @GET
    @Path("/subscription-changes")
    @RolesAllowed("internal")
    public FeedPage<FeedRow> changes(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String after = parameters.string("after");
        int limit = parameters.integer("limit", 1000, 1, MAX_ROWS);
        long sequence = after == null ? 0 : sequence(after, parameters);
        parameters.verify();
        return feed.read(caller.tenant(), sequence, limit);
    }

    @GET
    @Path("/feed-heads")
    @RolesAllowed("internal")
    public Heads heads(@Context UriInfo uri) {
        Parameters.of(uri).verify();
        return new Heads(feed.heads());
    }

    private static long sequence(String text, Parameters parameters) {
        try {
            long sequence = Long.parseLong(text);
            if (sequence >= 0) {
                return sequence;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the one answer every bad sequence gets.
        }
        parameters.error("after", "invalid_value", "Expected a sequence, from 0.");
        return 0;
    }
}
