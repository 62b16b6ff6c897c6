package dev.keizoku.health.play;

import dev.keizoku.health.language.Language;
import dev.keizoku.health.play.book.PlaybookSettings;
import dev.keizoku.health.play.book.Playbooks;
import dev.keizoku.health.version.Versions;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.SnapshotStream;
import dev.keizoku.kernel.TenantRecord;
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
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All plays of one moment, for exports. */
@Path("/v1/export-rows/plays")
@RunOnVirtualThread
public class PlayRowsResource {

    private final PlayStore store;
    private final Versions versions;
    private final Clock clock;
    private final SnapshotStream stream;
    private final Caller caller;
    private final Tenants tenants;

    PlayRowsResource(
            PlayStore store, Versions versions, Clock clock, SnapshotStream stream, Caller caller, Tenants tenants) {
        this.store = store;
        this.versions = versions;
        this.clock = clock;
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
        PlayStore.Filter filter = PlayResource.filter(parameters);
        parameters.verify();
        TenantRecord tenant = tenants.get(caller.tenant());
        LocalDate today = LocalDate.ofInstant(clock.instant(), tenant.zone());
        Language language = Language.of(acceptLanguage, tenant.language());
        Map<Integer, PlaybookSettings> settings = new HashMap<>();
        return stream.of(handle -> store.list(handle, tenant.tenant(), filter, null, today, Integer.MAX_VALUE)
                .map(play -> PlayView.of(
                        play,
                        settings.computeIfAbsent(
                                play.playbooksVersion(),
                                version -> versions.version(tenant.tenant(), Playbooks.KIND, version)
                                        .document()),
                        language)));
    }
}
