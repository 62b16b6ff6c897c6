package dev.keizoku.health.account;

import dev.keizoku.health.language.Language;
import dev.keizoku.health.portfolio.AccountFilter;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.SnapshotStream;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** All scores of one moment in the order they changed, for exports. */
@Path("/v1/export-rows/health-scores")
@RunOnVirtualThread
public class HealthScoreRowsResource {

    private final HealthStore store;
    private final SnapshotStream stream;
    private final Caller caller;
    private final Tenants tenants;

    HealthScoreRowsResource(HealthStore store, SnapshotStream stream, Caller caller, Tenants tenants) {
        this.store = store;
        this.stream = stream;
        this.caller = caller;
        this.tenants = tenants;
    }

    @GET
    @RolesAllowed("internal")
    @Produces("application/x-ndjson")
    public StreamingOutput rows(
            @Context UriInfo uri, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        HealthStore.Filter filter =
                new HealthStore.Filter(HealthScoreResource.bands(parameters), AccountFilter.read(parameters), null);
        String syncToken = HealthScoreResource.syncToken(parameters);
        parameters.verify();
        TenantId tenant = caller.tenant();
        Language language = Language.of(acceptLanguage, tenants.get(tenant).language());
        long after = syncToken == null ? 0 : Long.parseLong(syncToken.substring(2));
        return stream.of(handle -> store.all(handle, tenant, after, filter).map(row -> HealthView.of(row, language)));
    }
}
