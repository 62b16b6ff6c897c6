package dev.keizoku.health.expansion;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts to which more may be proposed, the best first; or those to which it may not, and why. */
@Path("/v1/expansion-opportunities")
@RunOnVirtualThread
public class ExpansionOpportunityResource {

    static final List<String> STATES = List.of("eligible", "blocked");
    static final List<String> KINDS =
            Stream.of(OfferKind.values()).map(OfferKind::key).toList();

    private final Eligibilities eligibilities;
    private final Caller caller;
    private final Tenants tenants;
    private final Cursors cursors;
    private final ObjectMapper mapper;

    ExpansionOpportunityResource(
            Eligibilities eligibilities, Caller caller, Tenants tenants, Cursors cursors, ObjectMapper mapper) {
        this.eligibilities = eligibilities;
        this.caller = caller;
        this.tenants = tenants;
        this.cursors = cursors;
        this.mapper = mapper;
    }

    @GET
    @RolesAllowed("health:read")
    public Response list(
            @Context UriInfo uri, @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        String state = parameters.oneOf("state", STATES, "eligible");
        String kind = parameters.oneOf("kind", KINDS, "");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantId tenant = caller.tenant();
        String list = "expansion-opportunities?state=" + state + "&kind=" + kind;
        ExpansionStore.Position after = cursor == null ? null : position(cursors.open(tenant, list, cursor));
        List<ExpansionStore.Looked> found = eligibilities.list(
                tenant, Eligibility.State.of(state), kind.isEmpty() ? null : OfferKind.of(kind), after, limit + 1);
        boolean more = found.size() > limit;
        List<ExpansionStore.Looked> page = more ? found.subList(0, limit) : found;
        String next = more ? cursors.seal(tenant, list, position(page.getLast())) : null;
        Language language = Language.of(acceptLanguage, tenants.get(tenant).language());
        return Localised.in(
                language,
                new Page<>(
                        page.stream()
                                .map(looked -> EligibilityView.of(looked, language, mapper))
                                .toList(),
                        next,
                        more));
    }

    private static String position(ExpansionStore.Looked last) {
        return last.rank().score().toPlainString() + " " + last.rank().nps().toPlainString() + " " + last.accountId();
    }

    private static ExpansionStore.Position position(String sealed) {
        String[] parts = sealed.split(" ", 3);
        return new ExpansionStore.Position(
                new ExpansionStore.Rank(new BigDecimal(parts[0]), new BigDecimal(parts[1])), parts[2]);
    }
}
