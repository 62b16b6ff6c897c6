package dev.keizoku.health.expansion.offer;

import dev.keizoku.health.language.Language;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proposing something to an account, or writing down what it asks for by itself. */
@Path("/v1/accounts/{account_id}/offers")
@RunOnVirtualThread
public class AccountOfferResource {

    private static final int LONGEST_KEY = 255;

    private final Offers offers;
    private final Caller caller;
    private final Tenants tenants;

    AccountOfferResource(Offers offers, Caller caller, Tenants tenants) {
        this.offers = offers;
        this.caller = caller;
        this.tenants = tenants;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Response post(
            @Context UriInfo uri,
            @PathParam("account_id") AccountId account,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String acceptLanguage,
            NewOffer body) {
        Parameters.of(uri).verify();
        if (key != null && (key.isEmpty() || key.length() > LONGEST_KEY)) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("Idempotency-Key", "invalid_value", "A key has 1 to 255 characters.")));
        }
        Language language =
                Language.of(acceptLanguage, tenants.get(caller.tenant()).language());
        Offer offer = offers.take(caller.tenant(), account, body, new Offers.Sending(caller.subject(), language, key));
        return Response.status(Response.Status.CREATED).entity(offer).build();
    }
}
