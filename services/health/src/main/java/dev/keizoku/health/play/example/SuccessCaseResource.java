package dev.keizoku.health.play.example;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Telling success cases and reading them. */
@Path("/v1/success-cases")
@RunOnVirtualThread
public class SuccessCaseResource {

    private static final String LIST = "success-cases";

    private final SuccessCases cases;
    private final Caller caller;
    private final Cursors cursors;
    private final Clock clock;

    SuccessCaseResource(SuccessCases cases, Caller caller, Cursors cursors, Clock clock) {
        this.cases = cases;
        this.caller = caller;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** A case as it is told. */
    record Told(
            @NotNull @NotBlank @Size(max = 200) String title,

            @Nullable @Size(max = 2000) @Pattern(regexp = "https?://\\S+") String url,

            @Nullable @Size(min = 1, max = 255) String industry,
            @Nullable @Size(min = 1, max = 255) String size,
            @Nullable @Size(max = 100) List<@NotBlank @Size(max = 255) String> features,
            @Nullable @Size(max = 20000) String text) {}

    @GET
    @RolesAllowed("health:read")
    public Page<SuccessCase> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        SuccessCases.Position after = cursor == null ? null : position(cursors.open(tenant, LIST, cursor));
        List<SuccessCase> found = cases.list(tenant, after, limit + 1);
        boolean more = found.size() > limit;
        List<SuccessCase> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        LIST,
                        page.getLast().createdAt() + " " + page.getLast().id())
                : null;
        return new Page<>(page, next, more);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Response add(@Context UriInfo uri, Told told) {
        Parameters.of(uri).verify();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Response.status(Response.Status.CREATED)
                .entity(cases.add(caller.tenant(), told, now, caller.subject()))
                .build();
    }

    private static SuccessCases.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new SuccessCases.Position(
                Instant.parse(sealed.substring(0, space)), UUID.fromString(sealed.substring(space + 1)));
    }
}
