package dev.keizoku.health.signal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.known.Known;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.language.Localised;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How likely an account is to leave, and what that rests on. */
@Path("/v1/accounts/{account_id}/risk")
@RunOnVirtualThread
public class AccountRiskResource {

    private final RiskStore store;
    private final Caller caller;
    private final Tenants tenants;
    private final Clock clock;
    private final ObjectMapper mapper;

    AccountRiskResource(RiskStore store, Caller caller, Tenants tenants, Clock clock, ObjectMapper mapper) {
        this.store = store;
        this.caller = caller;
        this.tenants = tenants;
        this.clock = clock;
        this.mapper = mapper;
    }

    /** The risk on the wire: of each family the strongest sign counts. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RiskView(
            String accountId,
            LocalDate asOf,
            RiskLevel level,
            BigDecimal value,
            int settingsVersion,
            List<Risk.Part> families,
            List<SignView> signals) {}

    /** A sign the risk rests on. */
    record SignView(
            SignalType type,
            SignalFamily family,
            BigDecimal severity,
            LocalDate seenOn,
            String title,
            String text,
            JsonNode evidence) {}

    @GET
    @RolesAllowed("health:read")
    public Response get(
            @Context UriInfo uri,
            @PathParam("account_id") AccountId account,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters parameters = Parameters.of(uri);
        LocalDate asOf = parameters.date("as_of");
        Known known = Known.read(parameters, clock);
        parameters.verify();
        TenantId tenant = caller.tenant();
        Language language = Language.of(acceptLanguage, tenants.get(tenant).language());
        LocalDate day = asOf == null && !known.isNow()
                ? known.day(clock, tenants.get(tenant).zone())
                : asOf;
        AccountRisk risk = store.find(tenant, account.value(), day, known)
                .orElseThrow(() ->
                        new ProblemException(CommonProblem.NOT_FOUND, "There is no risk of an account of that id."));
        RiskView view = new RiskView(
                account.value(),
                risk.day(),
                risk.level(),
                risk.value(),
                risk.settingsVersion(),
                risk.parts(),
                risk.findings().stream().map(finding -> sign(finding, language)).toList());
        return Localised.in(language, view);
    }

    private SignView sign(Finding finding, Language language) {
        JsonNode evidence = mapper.valueToTree(finding.evidence());
        return new SignView(
                finding.type(),
                finding.type().family(),
                finding.severity(),
                finding.seenOn(),
                SignalTexts.title(finding.type(), language),
                SignalTexts.text(finding.type(), evidence, language),
                evidence);
    }
}
