package dev.keizoku.subscriptions.entitlement;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.PathIds;
import dev.keizoku.subscriptions.timeline.State;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entitlements over HTTP. */
@Path("/v1/accounts/{account_id}/entitlements")
@RunOnVirtualThread
public class EntitlementResource {

    private final AccountEntitlements entitlements;
    private final Caller caller;

    EntitlementResource(AccountEntitlements entitlements, Caller caller) {
        this.entitlements = entitlements;
        this.caller = caller;
    }

    public record EntitlementsView(
            AccountId accountId,
            Instant asOf,
            List<SubscriptionView> subscriptions,
            List<FeatureView> features,
            List<Entitlements.Allowance> limits,
            List<LockedView> locked) {

        static EntitlementsView from(AccountEntitlements.Answer answer) {
            return new EntitlementsView(
                    answer.accountId(),
                    answer.asOf(),
                    answer.subscriptions().stream().map(SubscriptionView::from).toList(),
                    answer.entitlements().features().stream()
                            .map(included -> new FeatureView(
                                    included.featureId(), answer.names().get(included.featureId()), included.planIds()))
                            .toList(),
                    answer.entitlements().limits(),
                    answer.entitlements().locked().stream()
                            .map(locked -> new LockedView(
                                    locked.featureId(),
                                    answer.names().get(locked.featureId()),
                                    locked.product(),
                                    locked.unlockedBy()))
                            .toList());
        }
    }

    public record SubscriptionView(SubscriptionId subscriptionId, State state, PlanId planId, BigDecimal quantity) {

        static SubscriptionView from(AccountEntitlements.Counted counted) {
            return new SubscriptionView(
                    counted.subscriptionId(),
                    counted.terms().state(),
                    counted.terms().planId(),
                    counted.terms().quantity());
        }
    }

    public record FeatureView(String featureId, @Nullable String name, List<PlanId> planIds) {}

    public record LockedView(String featureId, @Nullable String name, String product, Entitlements.Unlock unlockedBy) {}

    @GET
    @RolesAllowed("subscriptions:read")
    public EntitlementsView get(@PathParam("account_id") String accountId, @Context UriInfo uri) {
        AccountId account = PathIds.account(accountId);
        Parameters parameters = Parameters.of(uri);
        Instant asOf = parameters.instant("as_of");
        parameters.verify();
        return EntitlementsView.from(entitlements.of(caller.tenant(), account, asOf));
    }
}
