package dev.keizoku.health.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.language.Localised;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The list of alerts. */
@Path("/v1/ingestion-alerts")
@RunOnVirtualThread
public class IngestionAlertResource {

    private final IngestionAlertStore store;
    private final Caller caller;
    private final Tenants tenants;
    private final Cursors cursors;

    IngestionAlertResource(IngestionAlertStore store, Caller caller, Tenants tenants, Cursors cursors) {
        this.store = store;
        this.caller = caller;
        this.tenants = tenants;
        this.cursors = cursors;
    }

    /** An alert on the wire. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AlertView(
            UUID id,
            String kind,
            String state,
            String text,
            LocalDate openedOn,
            LocalDate updatedOn,
            @Nullable LocalDate resolvedOn,
            Instant createdAt,
            JsonNode evidence) {

        static AlertView of(IngestionAlert alert, Language language) {
            return new AlertView(
                    alert.id(),
                    alert.kind(),
                    alert.state(),
                    AlertTexts.text(alert, language),
                    alert.openedOn(),
                    alert.updatedOn(),
                    alert.resolvedOn(),
                    alert.createdAt(),
                    alert.evidence());
        }
    }

    @GET
    @RolesAllowed("health:read")
    public Response list(
            @Context UriInfo uri, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        String state = parameters.oneOf("state", List.of("open", "resolved"), "");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        String list = "ingestion-alerts?state=" + state;
        IngestionAlertStore.Position before = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<IngestionAlert> found = store.list(tenant, state.isEmpty() ? null : state, before, limit + 1);
        boolean more = found.size() > limit;
        List<IngestionAlert> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        list,
                        page.getLast().openedOn() + " " + page.getLast().id())
                : null;
        Language language = Language.of(acceptLanguage, tenants.get(tenant).language());
        return Localised.in(
                language,
                new Page<>(
                        page.stream()
                                .map(alert -> AlertView.of(alert, language))
                                .toList(),
                        next,
                        more));
    }

    private static IngestionAlertStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new IngestionAlertStore.Position(
                LocalDate.parse(sealed.substring(0, space)), UUID.fromString(sealed.substring(space + 1)));
    }
}
