package dev.keizoku.health.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.keizoku.health.scorecard.DefaultScorecard;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.scorecard.ScorecardCheck;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** Trying a draft of a scorecard on all accounts. Nothing is kept. */
@Path("/v1/scorecards/preview")
@RunOnVirtualThread
public class PreviewResource {

    private final KeptScores kept;
    private final Versions versions;
    private final Caller caller;

    PreviewResource(KeptScores kept, Versions versions, Caller caller) {
        this.kept = kept;
        this.versions = versions;
        this.caller = caller;
    }

    /** What the draft would do, and the version in force it is compared with. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(int scorecardVersion, @JsonUnwrapped Preview.Result result) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:read")
    public View preview(@Context UriInfo uri, Scorecard draft) {
        Parameters.of(uri).verify();
        ScorecardCheck.verify(draft);
        TenantId tenant = caller.tenant();
        Preview preview = new Preview(draft, kept.ranks(tenant, draft.ranked()));
        kept.each(tenant, preview::add);
        return new View(versions.current(tenant, DefaultScorecard.KIND).number(), preview.result());
    }
}
