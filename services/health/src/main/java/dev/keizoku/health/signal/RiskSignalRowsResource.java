package dev.keizoku.health.signal;

import dev.keizoku.health.language.Language;
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

/** All signals of one moment, for exports. */
@Path("/v1/export-rows/risk-signals")
@RunOnVirtualThread
public class RiskSignalRowsResource {

    private final SignalStore store;
    private final SnapshotStream stream;
    private final Caller caller;
    private final Tenants tenants;

    RiskSignalRowsResource(SignalStore store, SnapshotStream stream, Caller caller, Tenants tenants) {
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
        SignalStore.Filter filter = RiskSignalResource.filter(parameters);
        parameters.verify();
        TenantId tenant = caller.tenant();
        Language language = Language.of(acceptLanguage, tenants.get(tenant).language());
        return stream.of(handle -> store.list(handle, tenant, filter, null, Integer.MAX_VALUE)
                .map(signal -> RiskSignalResource.SignalView.of(signal, language)));
    }
}
