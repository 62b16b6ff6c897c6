package dev.keizoku.gateway.limit;

import dev.keizoku.gateway.TenantPath;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the operator sees and sets how much a tenant may ask for. */
@Path("/v1/tenants/{tenant}/limits")
@RunOnVirtualThread
@RolesAllowed("operator")
public class TenantLimitResource {

    private static final long MOST = 1_000_000_000;

    private final TenantLimits limits;
    private final LimitConfig config;
    private final Caller caller;

    TenantLimitResource(TenantLimits limits, LimitConfig config, Caller caller) {
        this.limits = limits;
        this.config = config;
        this.caller = caller;
    }

    record NewLimits(
            @Nullable @Min(1) @Max(MOST) Long ingestion,
            @Nullable @Min(1) @Max(MOST) Long reads,
            @Nullable @Min(1) @Max(MOST) Long writes,
            @Nullable @Min(1) @Max(MOST) Long exports) {

        Map<LimitClass, Long> byClass() {
            Map<LimitClass, Long> stated = new EnumMap<>(LimitClass.class);
            put(stated, LimitClass.INGESTION, ingestion);
            put(stated, LimitClass.READS, reads);
            put(stated, LimitClass.WRITES, writes);
            put(stated, LimitClass.EXPORTS, exports);
            return stated;
        }

        private static void put(Map<LimitClass, Long> stated, LimitClass kind, @Nullable Long limit) {
            if (limit != null) {
                stated.put(kind, limit);
            }
        }
    }

    record Shown(String tenant, long ingestion, long reads, long writes, long exports, int keyPercent) {}

    @GET
    @RolesAllowed("operator")
    public Shown get(@PathParam("tenant") String tenant) {
        return shown(tenant, limits.find(TenantPath.of(tenant)));
    }

    @PUT
    @RolesAllowed("operator")
    public Shown put(@PathParam("tenant") String tenant, NewLimits body) {
        return shown(tenant, limits.set(TenantPath.of(tenant), body.byClass(), caller.subject()));
    }

    private Shown shown(String tenant, Optional<Map<LimitClass, Long>> found) {
        Map<LimitClass, Long> inForce = found.orElseThrow(() -> ProblemException.notFound("tenant"));
        return new Shown(
                tenant,
                inForce.getOrDefault(LimitClass.INGESTION, 0L),
                inForce.getOrDefault(LimitClass.READS, 0L),
                inForce.getOrDefault(LimitClass.WRITES, 0L),
                inForce.getOrDefault(LimitClass.EXPORTS, 0L),
                config.keyPercent());
    }
}
