package dev.keizoku.health.expansion;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keizoku.health.language.Language;
import dev.keizoku.health.language.Localised;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
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
import org.jspecify.annotations.Nullable;

/** Whether more may be proposed to an account, with every condition. */
@Path("/v1/accounts/{account_id}/expansion")
@RunOnVirtualThread
public class AccountExpansionResource {

    private final Eligibilities eligibilities;
    private final Caller caller;
    private final Tenants tenants;
    private final ObjectMapper mapper;

    AccountExpansionResource(Eligibilities eligibilities, Caller caller, Tenants tenants, ObjectMapper mapper) {
        this.eligibilities = eligibilities;
        this.caller = caller;
        this.tenants = tenants;
        this.mapper = mapper;
    }

    @GET
    @RolesAllowed("health:read")
    public Response get(
            @Context UriInfo uri,
            @PathParam("account_id") AccountId account,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage) {
        Parameters.of(uri).verify();
        Language language =
                Language.of(acceptLanguage, tenants.get(caller.tenant()).language());
        ExpansionStore.Looked looked = eligibilities
                .now(caller.tenant(), account)
                .orElseThrow(() ->
                        new ProblemException(CommonProblem.NOT_FOUND, "There is no score of an account of that id."));
        return Localised.in(language, EligibilityView.of(looked, language, mapper));
    }
}
