package dev.keizoku.health.override;

import dev.keizoku.health.score.ManualOverride;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.stream.Stream;

/** All that is set over the scores of a tenant, for reports that tell what was computed from what was set. */
@Path("/v1/health-overrides")
@RunOnVirtualThread
public class HealthOverrideResource {

    private static final List<String> KINDS = Stream.of(ManualOverride.Kind.values())
            .map(ManualOverride.Kind::key)
            .toList();
    private static final List<String> STATES = List.of("active", "all");

    private final OverridePages pages;
    private final Caller caller;

    HealthOverrideResource(OverridePages pages, Caller caller) {
        this.pages = pages;
        this.caller = caller;
    }

    @GET
    @RolesAllowed("health:read")
    public Page<OverrideView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String kind = parameters.oneOf("kind", KINDS, "");
        String state = parameters.oneOf("state", STATES, "active");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        return pages.page(
                caller.tenant(),
                new OverrideStore.Filter(null, kind.isEmpty() ? null : kind, state.equals("active")),
                limit,
                cursor);
    }
}
