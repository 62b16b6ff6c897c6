package dev.keizoku.gateway.crm.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keizoku.gateway.upstream.Asking;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TaggedAnswers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scores as a CRM has them: under its field names, in the order they changed. */
@Path("/v1/crm-profiles/{crm}/records")
@RunOnVirtualThread
public class RecordResource {

    private final Profiles profiles;
    private final ScoreFeed feed;
    private final TaggedAnswers tagged;
    private final Caller caller;

    RecordResource(Profiles profiles, ScoreFeed feed, TaggedAnswers tagged, Caller caller) {
        this.profiles = profiles;
        this.feed = feed;
        this.tagged = tagged;
        this.caller = caller;
    }

    /** A record of the CRM; null as its key where the CRM does not know the account. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Line(String accountId, @Nullable String key, ObjectNode properties, long changeSeq, boolean deleted) {

        static Line of(Crm crm, Profile profile, JsonNode score) {
            return new Line(
                    score.path("account_id").asText(),
                    profile.keyOf(crm, score),
                    profile.properties(score),
                    score.path("change_seq").asLong(),
                    score.path("deleted").asBoolean());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Lines(List<Line> data, @Nullable String nextCursor, boolean hasMore, String syncToken) {}

    @GET
    @RolesAllowed("health:read")
    public Response list(
            @PathParam("crm") String key, @Context UriInfo uri, @Context Request request, RoutingContext context) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        ScoreFeed.Place place = new ScoreFeed.Place(parameters.string("cursor"), parameters.string("sync_token"));
        parameters.verify();
        Crm crm = ProfileResource.crm(key);
        Profile profile = profiles.of(caller.tenant(), crm);
        JsonNode page = feed.page(place, limit, profile.language(), Asking.of(caller, context));
        List<Line> lines = new ArrayList<>();
        page.path("data").forEach(score -> lines.add(Line.of(crm, profile, score)));
        Lines answer = new Lines(
                lines,
                page.path("next_cursor").textValue(),
                page.path("has_more").asBoolean(),
                page.path("sync_token").asText());
        return tagged.answer(answer, request);
    }
}
