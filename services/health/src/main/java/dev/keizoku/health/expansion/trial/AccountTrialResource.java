package dev.keizoku.health.expansion.trial;

import dev.keizoku.health.expansion.Eligibilities;
import dev.keizoku.health.language.Language;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** Letting an account try more. */
@Path("/v1/accounts/{account_id}/trials")
@RunOnVirtualThread
public class AccountTrialResource {

    private final Trials trials;
    private final Eligibilities eligibilities;
    private final Caller caller;
    private final Tenants tenants;

    AccountTrialResource(Trials trials, Eligibilities eligibilities, Caller caller, Tenants tenants) {
        this.trials = trials;
        this.eligibilities = eligibilities;
        this.caller = caller;
        this.tenants = tenants;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Response post(
            @Context UriInfo uri,
            @PathParam("account_id") AccountId account,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage,
            NewTrial body) {
        Parameters.of(uri).verify();
        Language language =
                Language.of(acceptLanguage, tenants.get(caller.tenant()).language());
        Trial trial = trials.start(caller.tenant(), account, body, caller.subject(), language);
        return Response.status(Response.Status.CREATED)
                .entity(TrialResource.TrialView.of(trial, eligibilities.today(caller.tenant())))
                .build();
    }
}
