package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.feed.FeedStore;
import dev.keizoku.subscriptions.timeline.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes out what should never have been recorded.
 *
 * <p>What was taken out stays on record and in answers as of before; the feed says of each change that it is gone, and
 * what that alters is told again.
 */
@ApplicationScoped
public class Corrections {

    private final SubscriptionStore subscriptions;
    private final RemovalStore removals;
    private final FeedStore feed;
    private final Event<SubscriptionGone> gone;
    private final Event<SubscriptionsMoved> moving;
    private final Jdbi jdbi;
    private final Clock clock;

    Corrections(
            SubscriptionStore subscriptions,
            RemovalStore removals,
            FeedStore feed,
            Event<SubscriptionGone> gone,
            Event<SubscriptionsMoved> moving,
            Jdbi jdbi,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.removals = removals;
        this.feed = feed;
        this.gone = gone;
        this.moving = moving;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Takes one change out.
     *
     * @throws ProblemException 409 when a later change would become impossible
     */
    @Transactional
    public void takeOut(TenantId tenant, SubscriptionId id, String changeId, String by) {
        jdbi.useHandle(handle -> {
            Subscription subscription = locked(handle, tenant, id);
            if (!subscription.fingerprints().containsKey(changeId)) {
                throw subscription.timeline().contains(changeId)
                        ? new ProblemException(
                                SubscriptionsProblem.ILLEGAL_CHANGE,
                                "This comes by itself; take out the change it comes from.")
                        : ProblemException.notFound("change");
            }
            switch (subscription.timeline().without(changeId)) {
                case Timeline.Illegal illegal ->
                    throw new ProblemException(SubscriptionsProblem.ILLEGAL_CHANGE, illegal.reason());
                case Timeline.Accepted accepted ->
                    replace(
                            handle,
                            tenant,
                            subscription,
                            subscription.without(accepted.timeline(), changeId),
                            List.of(changeId),
                            by);
            }
        });
    }

    /** Takes every change of a subscription out, and so the subscription. */
    @Transactional
    public void takeOutAll(TenantId tenant, SubscriptionId id, String by) {
        jdbi.useHandle(handle -> {
            Subscription subscription = locked(handle, tenant, id);
            Subscription nothing = new Subscription(id, subscription.accountId(), Timeline.of(List.of()), Map.of());
            replace(
                    handle,
                    tenant,
                    subscription,
                    nothing,
                    List.copyOf(subscription.fingerprints().keySet()),
                    by);
        });
    }

    private void replace(
            Handle handle, TenantId tenant, Subscription before, Subscription after, List<String> taken, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (after.fingerprints().isEmpty()) {
            gone.fire(new SubscriptionGone(handle, tenant, before.subscriptionId(), now));
        }
        removals.remove(handle, tenant, before, taken, by, now);
        List<FeedEntry> told = new ArrayList<>(Retelling.of(before, after, now));
        if (!after.fingerprints().isEmpty() && after.movedSince(before)) {
            moving.fire(new SubscriptionsMoved(
                    handle, tenant, List.of(before.subscriptionId().value()), told, now));
        }
        feed.append(handle, tenant, now, told);
    }

    private Subscription locked(Handle handle, TenantId tenant, SubscriptionId id) {
        Subscription subscription =
                subscriptions.locked(handle, tenant, List.of(id.value())).get(id.value());
        if (subscription == null) {
            throw ProblemException.notFound("subscription");
        }
        return subscription;
    }
}
