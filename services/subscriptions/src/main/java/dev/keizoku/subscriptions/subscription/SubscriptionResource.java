package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Page;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.subscriptions.PathIds;
import dev.keizoku.subscriptions.subscription.SubscriptionBodies.NewChange;
import dev.keizoku.subscriptions.subscription.SubscriptionBodies.NewSubscription;
import dev.keizoku.subscriptions.timeline.Entry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Subscriptions and their changes over HTTP. */
@Path("/v1/subscriptions")
@RunOnVirtualThread
public class SubscriptionResource {

    private final Subscriptions subscriptions;
    private final Caller caller;
    private final Cursors cursors;

    SubscriptionResource(Subscriptions subscriptions, Caller caller, Cursors cursors) {
        this.subscriptions = subscriptions;
        this.caller = caller;
        this.cursors = cursors;
    }

    @PUT
    @Path("/{subscription_id}")
    @RolesAllowed("subscriptions:write")
    public Response put(@PathParam("subscription_id") String subscriptionId, NewSubscription body) {
        ChangeRequest request = body.toRequest(PathIds.subscription(subscriptionId));
        return answer(request, subscription -> SubscriptionView.at(subscription, subscriptions.now()));
    }

    @GET
    @Path("/{subscription_id}")
    @RolesAllowed("subscriptions:read")
    public SubscriptionView get(@PathParam("subscription_id") String subscriptionId) {
        return SubscriptionView.at(find(subscriptionId), subscriptions.now());
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<SubscriptionView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        AccountId account = parameters.accountId("account_id");
        Instant activeAt = parameters.instant("active_at");
        parameters.verify();
        String list = "subscriptions " + account + " " + activeAt;
        String after = cursor == null ? "" : cursors.open(caller.tenant(), list, cursor);
        List<Subscription> found = subscriptions.list(caller.tenant(), after, account, activeAt, limit + 1);
        Instant shown = activeAt == null ? subscriptions.now() : activeAt;
        List<SubscriptionView> data = found.stream()
                .limit(limit)
                .map(subscription -> SubscriptionView.at(subscription, shown))
                .toList();
        boolean more = found.size() > limit;
        String next = more
                ? cursors.seal(
                        caller.tenant(), list, data.getLast().subscriptionId().value())
                : null;
        return new Page<>(data, next, more);
    }

    @POST
    @Path("/{subscription_id}/changes")
    @RolesAllowed("subscriptions:write")
    public Response change(@PathParam("subscription_id") String subscriptionId, NewChange body) {
        ChangeRequest request = body.toRequest(PathIds.subscription(subscriptionId));
        return answer(request, subscription -> ChangeView.from(entry(subscription, request.changeId())));
    }

    @GET
    @Path("/{subscription_id}/changes")
    @RolesAllowed("subscriptions:read")
    public Page<ChangeView> changes(@PathParam("subscription_id") String subscriptionId, @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        SubscriptionId id = PathIds.subscription(subscriptionId);
        String list = "changes " + id;
        List<Entry> all = find(subscriptionId).timeline().entries();
        int from = 0;
        if (cursor != null) {
            String last = cursors.open(caller.tenant(), list, cursor);
            from = (int) all.stream()
                    .takeWhile(entry -> place(entry).compareTo(last) <= 0)
                    .count();
        }
        List<Entry> shown = all.subList(from, Math.min(all.size(), from + limit));
        boolean more = from + limit < all.size();
        return new Page<>(
                shown.stream().map(ChangeView::from).toList(),
                more ? cursors.seal(caller.tenant(), list, place(shown.getLast())) : null,
                more);
    }

    /** Where an entry stands, in text that sorts as the timeline does. */
    private static String place(Entry entry) {
        Instant at = entry.change().effectiveAt();
        return "%012d.%06d.%06d".formatted(at.getEpochSecond(), at.getNano() / 1000, entry.position());
    }

    private Response answer(ChangeRequest request, Function<Subscription, Object> view) {
        Subscriptions.Answer answer = subscriptions.record(caller.tenant(), request);
        int status = switch (answer.outcome()) {
            case Outcome.Recorded recorded -> 201;
            case Outcome.Known known -> 200;
            case Outcome.Missing missing -> throw ProblemException.notFound("subscription");
            case Outcome.Refused refused -> throw refused.toProblem();
        };
        return Response.status(status)
                .entity(view.apply(Objects.requireNonNull(answer.subscription())))
                .build();
    }

    private Subscription find(String subscriptionId) {
        return subscriptions
                .find(caller.tenant(), PathIds.subscription(subscriptionId))
                .orElseThrow(() -> ProblemException.notFound("subscription"));
    }

    private static Entry entry(Subscription subscription, String changeId) {
        return subscription.timeline().entries().stream()
                .filter(entry -> entry.change().changeId().equals(changeId))
                .findFirst()
                .orElseThrow();
    }
}
