package dev.keizoku.metrics.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The policies the figures follow. */
@Path("/v1/metrics/settings")
@RunOnVirtualThread
public class PolicyResource {

    private final Jdbi jdbi;
    private final Caller caller;

    PolicyResource(Jdbi jdbi, Caller caller) {
        this.jdbi = jdbi;
        this.caller = caller;
    }

    /**
     * What is in force.
     *
     * @param notApplied names in the tenant's record that have no effect here, or a value that is not understood
     * @param history every change of them, the newest first
     */
    public record Answer(
            @JsonInclude(value = JsonInclude.Include.ALWAYS, content = JsonInclude.Include.ALWAYS)
            Map<String, @Nullable Object> policies,

            Set<String> notApplied,
            List<Version> history) {}

    /** The policies from an instant on. */
    public record Version(
            Instant knownAt,

            @JsonInclude(value = JsonInclude.Include.ALWAYS, content = JsonInclude.Include.ALWAYS)
            Map<String, @Nullable Object> policies) {}

    @GET
    @RolesAllowed("metrics:read")
    public Answer settings() {
        String tenant = caller.tenant().value();
        return jdbi.withHandle(handle -> {
            PolicySettings inForce = PolicyStore.of(handle, tenant);
            return new Answer(
                    inForce.inForce(),
                    PolicyStore.stated(handle, tenant).notApplied(),
                    PolicyStore.history(handle, tenant).stream()
                            .map(version -> new Version(
                                    version.knownAt(), version.settings().inForce()))
                            .toList());
        });
    }
}
