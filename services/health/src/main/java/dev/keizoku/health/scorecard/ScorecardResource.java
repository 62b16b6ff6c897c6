package dev.keizoku.health.scorecard;

import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Reading and changing the tenant's scorecard. */
@Path("/v1/scorecards/default")
@RunOnVirtualThread
public class ScorecardResource {

    private final Versions versions;
    private final Caller caller;

    ScorecardResource(Versions versions, Caller caller) {
        this.versions = versions;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("health:read")
    public ScorecardView get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int version = parameters.integer("version", 0, 1, Integer.MAX_VALUE);
        parameters.verify();
        return ScorecardView.of(versions.asked(caller.tenant(), DefaultScorecard.KIND, version));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public ScorecardView put(@Context UriInfo uri, Scorecard scorecard) {
        Parameters parameters = Parameters.of(uri);
        int expected = parameters.integer("expected_version", 0, 1, Integer.MAX_VALUE);
        parameters.verify();
        ScorecardCheck.verify(scorecard);
        return ScorecardView.of(versions.replace(
                caller.tenant(), DefaultScorecard.KIND, scorecard, expected == 0 ? null : expected, caller.subject()));
    }
}
