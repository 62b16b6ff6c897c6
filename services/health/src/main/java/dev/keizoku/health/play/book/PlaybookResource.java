package dev.keizoku.health.play.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.version.Version;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading and changing playbooks. */
@Path("/v1/playbooks")
@RunOnVirtualThread
public class PlaybookResource {

    private final Versions versions;
    private final Caller caller;

    PlaybookResource(Versions versions, Caller caller) {
        this.versions = versions;
        this.caller = caller;
    }

    /** A version as it is shown: every playbook, whether it was spoken of or not. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PlaybooksView(
            int version,
            PlaybookSettings.Attributes attributes,
            PlaybookSettings.Timing timing,
            BigDecimal acquisitionCostRatio,
            List<Playbook> playbooks,
            @Nullable Instant createdAt,
            @Nullable String createdBy) {

        static PlaybooksView of(Version<PlaybookSettings> version) {
            PlaybookSettings settings = version.document();
            return new PlaybooksView(
                    version.number(),
                    settings.attributes(),
                    settings.timing(),
                    settings.acquisitionCostRatio(),
                    settings.playbooks(),
                    version.createdAt(),
                    version.createdBy());
        }
    }

    @GET
    @RolesAllowed("health:read")
    public PlaybooksView get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int version = parameters.integer("version", 0, 1, Integer.MAX_VALUE);
        parameters.verify();
        return PlaybooksView.of(versions.asked(caller.tenant(), Playbooks.KIND, version));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public PlaybooksView put(@Context UriInfo uri, PlaybookSettingsBody settings) {
        Parameters.of(uri).verify();
        return PlaybooksView.of(
                versions.replace(caller.tenant(), Playbooks.KIND, settings.checked(), caller.subject()));
    }
}
