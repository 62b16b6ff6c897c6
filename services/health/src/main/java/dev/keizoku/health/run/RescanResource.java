package dev.keizoku.health.run;

import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.LocalDate;

/** Looking at one account at once. */
@Path("/v1/accounts/{account_id}/rescan")
@RunOnVirtualThread
public class RescanResource {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final Rescan rescan;
    private final Caller caller;

    RescanResource(Rescan rescan, Caller caller) {
        this.rescan = rescan;
        this.caller = caller;
    }

    /** What was looked at. */
    record Receipt(String accountId, LocalDate asOf) {}

    @POST
    @RolesAllowed("health:write")
    public Receipt post(@Context UriInfo uri, @PathParam("account_id") AccountId account) {
        Parameters.of(uri).verify();
        try {
            return new Receipt(
                    account.value(),
                    rescan.account(caller.tenant(), account.value())
                            .orElseThrow(() -> ProblemException.notFound("account")));
        } catch (UpstreamFailure failure) {
            throw new ProblemException(
                            CommonProblem.UNAVAILABLE,
                            "What is known of the account cannot be read at the moment. Try again.")
                    .retryAfter(TRY_AGAIN);
        }
    }
}
