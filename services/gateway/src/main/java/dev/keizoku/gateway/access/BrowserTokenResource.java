package dev.keizoku.gateway.access;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.UserId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a tenant's server fetches what a page of its own may show. */
@Path("/v1/browser-tokens")
@RunOnVirtualThread
public class BrowserTokenResource {

    private static final int SHORTEST = 60;
    private static final int LONGEST = 3_600;
    private static final int USUAL = 900;

    private final BrowserTokens tokens;
    private final Caller caller;

    BrowserTokenResource(BrowserTokens tokens, Caller caller) {
        this.tokens = tokens;
        this.caller = caller;
    }

    record NewBrowserToken(
            @NotNull AccountId accountId,
            @NotNull UserId userId,
            @Nullable @Min(SHORTEST) @Max(LONGEST) Integer expiresInSeconds) {}

    record Shown(String token, AccountId accountId, UserId userId, Instant expiresAt) {}

    @POST
    @RolesAllowed("**")
    public Response create(NewBrowserToken body) {
        Integer seconds = body.expiresInSeconds();
        BrowserTokens.Signed signed = tokens.sign(
                new BrowserTokens.Bearer(caller.tenant(), caller.subject(), body.accountId(), body.userId()),
                Duration.ofSeconds(seconds == null ? USUAL : seconds));
        return Response.status(Response.Status.CREATED)
                .header("Cache-Control", "no-store")
                .entity(new Shown(signed.token(), body.accountId(), body.userId(), signed.expiresAt()))
                .build();
    }
}
