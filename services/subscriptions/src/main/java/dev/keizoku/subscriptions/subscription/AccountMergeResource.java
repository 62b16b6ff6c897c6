package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.subscriptions.PathIds;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;

/** Two accounts becoming one, over HTTP. */
@Path("/v1/accounts/{account_id}/merge")
@RunOnVirtualThread
public class AccountMergeResource {

    private final AccountMerges merges;
    private final Caller caller;

    AccountMergeResource(AccountMerges merges, Caller caller) {
        this.merges = merges;
        this.caller = caller;
    }

    public record NewMerge(@NotNull AccountId into, @NotNull String changeId) {

        void verify() {
            List<FieldError> errors = new ArrayList<>();
            SubscriptionBodies.checkId(changeId, errors);
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
        }
    }

    @POST
    @RolesAllowed("subscriptions:write")
    public Response merge(@PathParam("account_id") String accountId, NewMerge body) {
        AccountId account = PathIds.account(accountId);
        body.verify();
        AccountMerges.Answer answer = merges.merge(caller.tenant(), account, body.into(), body.changeId());
        return Response.status(answer.made() ? 201 : 200).entity(answer.merge()).build();
    }
}
