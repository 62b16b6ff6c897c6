package dev.keizoku.subscriptions.subscription;

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
import jakarta.ws.rs.DELETE;
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
import org.jspecify.annotations.Nullable;

/** Subscriptions and their changes over HTTP. */
@Path("/v1/subscriptions")
@RunOnVirtualThread
public class SubscriptionResource {

    private final Subscriptions subscriptions;
    private final SubscriptionSearch search;
    private final Corrections corrections;
    private final SubscriptionViews views;
    private final Caller caller;
    private final Cursors cursors;

    SubscriptionResource(
            Subscriptions subscriptions,
            SubscriptionSearch search,
            Corrections corrections,
            SubscriptionViews views,
            Caller caller,
            Cursors cursors) {
        this.subscriptions = subscriptions;
        this.search = search;
        this.corrections = corrections;
        this.views = views;
        this.caller = caller;
        this.cursors = cursors;
    }

    @PUT
    @Path("/{subscription_id}")
    @RolesAllowed("subscriptions:write")
    public Response put(@PathParam("subscription_id") String subscriptionId, NewSubscription body) {
        ChangeRequest request = body.toRequest(PathIds.subscription(subscriptionId));
        return answer(request, subscription -> views.at(caller.tenant(), subscription, subscriptions.now()));
    }

    @GET
    @Path("/{subscription_id}")
    @RolesAllowed("subscriptions:read")
    public SubscriptionView get(@PathParam("subscription_id") String subscriptionId, @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        Instant asOf = parameters.instant("as_of");
        parameters.verify();
        Instant shownAt = asOf == null ? subscriptions.now() : asOf;
        return views.at(caller.tenant(), find(subscriptionId, asOf), shownAt);
    }

    @DELETE
    @Path("/{subscription_id}")
    @RolesAllowed("subscriptions:write")
    public void takeOutAll(@PathParam("subscription_id") String subscriptionId) {
        corrections.takeOutAll(caller.tenant(), PathIds.subscription(subscriptionId), caller.subject());
    }

    @GET
    @RolesAllowed("subscriptions:read")
    public Page<SubscriptionView> list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        Instant asOf = parameters.instant("as_of");
        QueryParameters asked = QueryParameters.read(parameters);
        parameters.verify();
        SubscriptionQuery query = asked.query(asOf == null ? subscriptions.now() : asOf);
        String list = "subscriptions " + asked + " " + asOf;
        String after = cursor == null ? "" : cursors.open(caller.tenant(), list, cursor);
        SubscriptionSearch.Found found = search.list(caller.tenant(), after, query, asOf, limit);
        List<SubscriptionView> data = found.subscriptions().stream()
                .map(subscription -> views.at(caller.tenant(), subscription, query.shownAt()))
                .toList();
        String next = found.next();
        return new Page<>(data, next == null ? null : cursors.seal(caller.tenant(), list, next), next != null);
    }

    @POST
    @Path("/{subscription_id}/changes")
    @RolesAllowed("subscriptions:write")
    public Response change(@PathParam("subscription_id") String subscriptionId, NewChange body) {
        ChangeRequest request = body.toRequest(PathIds.subscription(subscriptionId));
        return answer(request, subscription -> ChangeView.from(subscription, subscription.entry(request.changeId())));
    }

    @DELETE
    @Path("/{subscription_id}/changes/{change_id}")
    @RolesAllowed("subscriptions:write")
    public void takeOut(@PathParam("subscription_id") String subscriptionId, @PathParam("change_id") String changeId) {
        corrections.takeOut(caller.tenant(), PathIds.subscription(subscriptionId), changeId, caller.subject());
    }

    @GET
    @Path("/{subscription_id}/changes")
    @RolesAllowed("subscriptions:read")
    public Page<ChangeView> changes(@PathParam("subscription_id") String subscriptionId, @Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        Instant asOf = parameters.instant("as_of");
        parameters.verify();
        SubscriptionId id = PathIds.subscription(subscriptionId);
        String list = "changes " + id + (asOf == null ? "" : " " + asOf);
        Subscription subscription = find(subscriptionId, asOf);
        List<Entry> all = subscription.timeline().entries();
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
                shown.stream()
                        .map(entry -> ChangeView.from(subscription, entry))
                        .toList(),
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

    private Subscription find(String subscriptionId, @Nullable Instant asOf) {
        return search.find(caller.tenant(), PathIds.subscription(subscriptionId), asOf)
                .orElseThrow(() -> ProblemException.notFound("subscription"));
    }
}
