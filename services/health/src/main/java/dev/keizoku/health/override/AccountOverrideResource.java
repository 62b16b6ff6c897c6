package dev.keizoku.health.override;

import dev.keizoku.health.score.Band;
import dev.keizoku.health.score.ManualOverride;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.RowId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is set over one account's score. */
@Path("/v1/accounts/{account_id}/health-overrides")
@RunOnVirtualThread
public class AccountOverrideResource {

    private final Overrides overrides;
    private final OverridePages pages;
    private final Caller caller;

    AccountOverrideResource(Overrides overrides, OverridePages pages, Caller caller) {
        this.overrides = overrides;
        this.pages = pages;
        this.caller = caller;
    }

    /** What is sent to set one. */
    record Body(
            @NotNull ManualOverride.Kind kind,

            @Nullable @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 4) BigDecimal value,

            @Nullable Band band,
            @NotNull OverrideReason reasonCode,
            @Nullable @Size(max = 2000) String note,
            @Nullable Instant expiresAt) {

        Overrides.Wish toWish() {
            return new Overrides.Wish(kind, value, band, reasonCode, note, expiresAt);
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("health:write")
    public Response set(@Context UriInfo uri, @PathParam("account_id") AccountId account, Body body) {
        Parameters.of(uri).verify();
        HealthOverride set = overrides.set(caller.tenant(), account.value(), body.toWish(), caller.subject());
        return Response.status(Response.Status.CREATED)
                .entity(OverrideView.of(set, overrides.now()))
                .build();
    }

    @GET
    @RolesAllowed("health:read")
    public Page<OverrideView> list(@Context UriInfo uri, @PathParam("account_id") AccountId account) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        return pages.page(caller.tenant(), new OverrideStore.Filter(account.value(), null, false), limit, cursor);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("health:write")
    public OverrideView end(
            @Context UriInfo uri, @PathParam("account_id") AccountId account, @PathParam("id") String id) {
        Parameters.of(uri).verify();
        return OverrideView.of(
                overrides.end(caller.tenant(), account.value(), RowId.of(id, "health override"), caller.subject()),
                overrides.now());
    }
}
