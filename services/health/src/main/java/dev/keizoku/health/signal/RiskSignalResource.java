package dev.keizoku.health.signal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.language.Localised;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.RowId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The signals: all of them, one, and saying that one is being dealt with. */
@Path("/v1/risk-signals")
@RunOnVirtualThread
public class RiskSignalResource {

    private static final List<String> STATES = List.of("open", "acknowledged", "resolved");
    private static final List<String> TYPES =
            Stream.of(SignalType.values()).map(Enum::name).toList();
    private static final List<String> FAMILIES =
            Stream.of(SignalFamily.values()).map(SignalFamily::key).toList();

    private final Signals signals;
    private final Caller caller;
    private final Tenants tenants;
    private final Cursors cursors;

    RiskSignalResource(Signals signals, Caller caller, Tenants tenants, Cursors cursors) {
        this.signals = signals;
        this.caller = caller;
        this.tenants = tenants;
        this.cursors = cursors;
    }

    /** A signal on the wire. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SignalView(
            UUID id,
            String accountId,
            SignalType type,
            SignalFamily family,
            String state,
            BigDecimal severity,
            String title,
            String text,
            LocalDate openedOn,
            LocalDate updatedOn,
            @Nullable LocalDate reopenedOn,
            @Nullable LocalDate resolvedOn,
            @Nullable String resolution,
            @Nullable AcknowledgementView acknowledgement,
            JsonNode evidence) {

        static SignalView of(RiskSignal signal, Language language) {
            return new SignalView(
                    signal.signalId(),
                    signal.accountId(),
                    signal.type(),
                    signal.type().family(),
                    signal.state(),
                    signal.severity(),
                    SignalTexts.title(signal.type(), language),
                    SignalTexts.text(signal.type(), signal.evidence(), language),
                    signal.openedOn(),
                    signal.updatedOn(),
                    signal.reopenedOn(),
                    signal.resolvedOn(),
                    signal.resolution(),
                    AcknowledgementView.of(signal.acknowledgement()),
                    signal.evidence());
        }
    }

    /** Who deals with it since when. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AcknowledgementView(
            Instant at, String by, @Nullable String note) {

        static @Nullable AcknowledgementView of(RiskSignal.@Nullable Acknowledgement said) {
            return said == null ? null : new AcknowledgementView(said.at(), said.by(), said.note());
        }
    }

    /** What is said of a signal. */
    record Note(@Nullable @Size(max = 2000) String note) {}

    @GET
    @RolesAllowed("health:read")
    public Response list(
            @Context UriInfo uri, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        SignalStore.Filter filter = filter(parameters);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        String list = "risk-signals?" + filter;
        SignalStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<RiskSignal> found = signals.list(tenant, filter, after, limit + 1);
        boolean more = found.size() > limit;
        List<RiskSignal> page = more ? found.subList(0, limit) : found;
        String next = more
                ? cursors.seal(
                        tenant,
                        list,
                        page.getLast().openedOn() + " " + page.getLast().signalId())
                : null;
        Language language = language(acceptLanguage);
        return Localised.in(
                language,
                new Page<>(
                        page.stream()
                                .map(signal -> SignalView.of(signal, language))
                                .toList(),
                        next,
                        more));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("health:read")
    public Response get(
            @Context UriInfo uri,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters.of(uri).verify();
        Language language = language(acceptLanguage);
        return Localised.in(
                language, SignalView.of(signals.find(caller.tenant(), RowId.of(id, "risk signal")), language));
    }

    @POST
    @Path("/{id}/acknowledge")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Response acknowledge(
            @Context UriInfo uri,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage,
            Note note) {
        Parameters.of(uri).verify();
        Language language = language(acceptLanguage);
        RiskSignal signal =
                signals.acknowledge(caller.tenant(), RowId.of(id, "risk signal"), caller.subject(), note.note());
        return Localised.in(language, SignalView.of(signal, language));
    }

    static SignalStore.Filter filter(Parameters parameters) {
        AccountId account = parameters.accountId("account_id");
        String type = parameters.oneOf("type", TYPES, "");
        String family = parameters.oneOf("family", FAMILIES, "");
        String state = parameters.oneOf("state", STATES, "");
        return new SignalStore.Filter(
                account == null ? null : account.value(), types(type, family), state.isEmpty() ? null : state);
    }

    /** The types of both filters; a type of another family matches nothing. */
    private static List<String> types(String type, String family) {
        if (type.isEmpty() && family.isEmpty()) {
            return List.of();
        }
        List<String> types = Arrays.stream(SignalType.values())
                .filter(each -> family.isEmpty() || each.family().key().equals(family))
                .map(Enum::name)
                .filter(each -> type.isEmpty() || each.equals(type))
                .toList();
        return types.isEmpty() ? List.of("") : types;
    }

    private Language language(@Nullable String acceptLanguage) {
        return Language.of(acceptLanguage, tenants.get(caller.tenant()).language());
    }

    private static SignalStore.Position position(String sealed) {
        int space = sealed.indexOf(' ');
        return new SignalStore.Position(
                LocalDate.parse(sealed.substring(0, space)), UUID.fromString(sealed.substring(space + 1)));
    }
}
