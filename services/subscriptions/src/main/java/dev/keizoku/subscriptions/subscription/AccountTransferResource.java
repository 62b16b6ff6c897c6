package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.PathIds;
import dev.keizoku.subscriptions.timeline.ChangeKind;
import dev.keizoku.subscriptions.timeline.Why;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account giving subscriptions away, over HTTP. */
@Path("/v1/accounts/{account_id}/transfers")
@RunOnVirtualThread
public class AccountTransferResource {

    private static final int MAX_SUBSCRIPTIONS = 1000;

    private final Subscriptions subscriptions;
    private final SubscriptionViews views;
    private final Caller caller;

    AccountTransferResource(Subscriptions subscriptions, SubscriptionViews views, Caller caller) {
        this.subscriptions = subscriptions;
        this.views = views;
        this.caller = caller;
    }

    public record NewTransfers(
            @NotNull String changeId,
            @NotNull Instant effectiveAt,
            @NotNull AccountId to,
            @NotNull @Size(min = 1, max = MAX_SUBSCRIPTIONS) List<@NotNull SubscriptionId> subscriptionIds,
            @Size(max = 500) @Nullable String reason) {

        List<ChangeRequest> toRequests(AccountId from) {
            List<FieldError> errors = new ArrayList<>();
            SubscriptionBodies.checkId(changeId, errors);
            if (to.equals(from)) {
                errors.add(new FieldError("/to", "invalid_value", "A transfer is to another account."));
            }
            if (!errors.isEmpty()) {
                throw ProblemException.ofFields(errors);
            }
            return new LinkedHashSet<>(subscriptionIds)
                    .stream()
                            .map(id -> ChangeRequest.of(id, null, changeId, ChangeKind.TRANSFER, effectiveAt)
                                    .movingTo(to)
                                    .with(Why.of(reason)))
                            .toList();
        }
    }

    /** Subscriptions after they were moved. */
    public record Transferred(List<SubscriptionView> data) {}

    @POST
    @RolesAllowed("subscriptions:write")
    public Response transfer(@PathParam("account_id") String accountId, NewTransfers body) {
        AccountId from = PathIds.account(accountId);
        Subscriptions.Moved moved = subscriptions.transfer(caller.tenant(), from, body.toRequests(from));
        Transferred transferred = new Transferred(moved.subscriptions().stream()
                .map(subscription -> views.at(caller.tenant(), subscription, subscriptions.now()))
                .toList());
        return Response.status(moved.recorded() ? 201 : 200).entity(transferred).build();
    }
}
