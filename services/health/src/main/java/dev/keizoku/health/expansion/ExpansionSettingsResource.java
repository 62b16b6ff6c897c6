package dev.keizoku.health.expansion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.keizoku.health.version.Version;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading and changing when what is proposed. */
@Path("/v1/expansion-settings")
@RunOnVirtualThread
public class ExpansionSettingsResource {

    private final Versions versions;
    private final Caller caller;

    ExpansionSettingsResource(Versions versions, Caller caller) {
        this.versions = versions;
        this.caller = caller;
    }

    /** A version as it is shown. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SettingsView(
            int version,
            @JsonUnwrapped ExpansionSettings settings,
            @Nullable Instant createdAt,
            @Nullable String createdBy) {

        static SettingsView of(Version<ExpansionSettings> version) {
            return new SettingsView(version.number(), version.document(), version.createdAt(), version.createdBy());
        }
    }

    @GET
    @RolesAllowed("health:read")
    public SettingsView get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int version = parameters.integer("version", 0, 1, Integer.MAX_VALUE);
        parameters.verify();
        return SettingsView.of(versions.asked(caller.tenant(), ExpansionSettings.KIND, version));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public SettingsView put(@Context UriInfo uri, ExpansionSettingsBody body) {
        Parameters.of(uri).verify();
        List<FieldError> errors = body.errors();
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return SettingsView.of(
                versions.replace(caller.tenant(), ExpansionSettings.KIND, body.toSettings(), caller.subject()));
    }
}
