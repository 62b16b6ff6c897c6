package dev.keizoku.health.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
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

/** Reading and changing what new accounts reach by when. */
@Path("/v1/onboarding-templates")
@RunOnVirtualThread
public class TemplateResource {

    private final Versions versions;
    private final Caller caller;

    TemplateResource(Versions versions, Caller caller) {
        this.versions = versions;
        this.caller = caller;
    }

    /** A version as it is shown. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TemplatesView(
            int version,
            List<Template> templates,
            @Nullable Instant createdAt,
            @Nullable String createdBy) {

        static TemplatesView of(Version<Templates> version) {
            return new TemplatesView(
                    version.number(), version.document().templates(), version.createdAt(), version.createdBy());
        }
    }

    @GET
    @RolesAllowed("health:read")
    public TemplatesView get(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int version = parameters.integer("version", 0, 1, Integer.MAX_VALUE);
        parameters.verify();
        return TemplatesView.of(versions.asked(caller.tenant(), Templates.KIND, version));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public TemplatesView put(@Context UriInfo uri, Templates templates) {
        Parameters.of(uri).verify();
        List<FieldError> errors = templates.errors();
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return TemplatesView.of(versions.replace(caller.tenant(), Templates.KIND, templates, caller.subject()));
    }
}
