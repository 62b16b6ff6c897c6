package dev.keizoku.subscriptions.renewal;

import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.account.AccountMerging;
import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.feed.FeedStore;
import dev.keizoku.subscriptions.subscription.Subscription;
import dev.keizoku.subscriptions.subscription.SubscriptionGone;
import dev.keizoku.subscriptions.subscription.Subscriptions;
import dev.keizoku.subscriptions.subscription.SubscriptionsMoved;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What can be done with renewals. Every change of one is a row of the feed in the same transaction. */
@ApplicationScoped
class Renewals {

    private final RenewalStore store;
    private final Subscriptions subscriptions;
    private final FeedStore feed;
    private final Tenants tenants;
    private final Jdbi jdbi;

    Renewals(RenewalStore store, Subscriptions subscriptions, FeedStore feed, Tenants tenants, Jdbi jdbi) {
        this.store = store;
        this.subscriptions = subscriptions;
        this.feed = feed;
        this.tenants = tenants;
        this.jdbi = jdbi;
    }

    /** What became of a renewal that was told of. */
    sealed interface Outcome {}

    record Put(Told told, boolean made, boolean changed) implements Outcome {}

    /** There is no subscription to renew. */
    record Missing() implements Outcome {}

    /** Nothing says when it is due. */
    record Undated() implements Outcome {}

    /** A renewal with the subscription it is of. */
    record Told(Renewal renewal, Subscription subscription) {}

    private record Key(String subscriptionId, String renewalId) {
        static Key of(Renewal renewal) {
            return new Key(renewal.subscriptionId().value(), renewal.renewalId());
        }
    }

    /** Makes a renewal so; the same again changes nothing and tells nobody. */
    @Transactional
    public Put put(TenantId tenant, RenewalRequest request) {
        ZoneId zone = tenants.get(tenant).zone();
        return switch (jdbi.withHandle(handle -> putAll(handle, tenant, zone, List.of(request), false))
                .getFirst()) {
            case Put put -> put;
            case Missing missing -> throw ProblemException.notFound("subscription");
            case Undated undated ->
                throw ProblemException.ofFields(List.of(new FieldError(
                        "/due_at", "required", "Neither a term nor a billing date says when it is due.")));
        };
    }

    /** Makes many so, inside the caller's transaction. */
    List<Outcome> putAll(Handle handle, TenantId tenant, ZoneId zone, List<RenewalRequest> requests, boolean history) {
        Set<String> ids = new TreeSet<>(CallerId.BYTEWISE);
        requests.forEach(request -> ids.add(request.subscriptionId().value()));
        Map<String, Subscription> of = subscriptions.locked(handle, tenant, ids);
        Map<Key, Renewal> known = new HashMap<>();
        store.ofSubscriptions(handle, tenant, ids).forEach(renewal -> known.put(Key.of(renewal), renewal));
        Instant now = subscriptions.now();
        Map<Key, Renewal> changed = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (RenewalRequest request : requests) {
            Key key = new Key(request.subscriptionId().value(), request.renewalId());
            Subscription subscription = of.get(key.subscriptionId());
            Renewal before = known.get(key);
            Instant due = subscription == null ? null : due(request, before, subscription, now, zone);
            if (subscription == null) {
                outcomes.add(new Missing());
            } else if (due == null) {
                outcomes.add(new Undated());
            } else {
                Renewal renewal = request.toRenewal(before, due, now);
                outcomes.add(new Put(new Told(renewal, subscription), before == null, !renewal.equals(before)));
                if (!renewal.equals(before)) {
                    known.put(key, renewal);
                    changed.put(key, renewal);
                }
            }
        }
        store.put(handle, tenant, changed.values(), now);
        feed.append(
                handle,
                tenant,
                now,
                changed.values().stream()
                        .map(renewal -> entry(
                                knownAt(renewal, history, now),
                                RenewalLine.of(
                                        Objects.requireNonNull(
                                                of.get(Key.of(renewal).subscriptionId())),
                                        renewal)))
                        .toList());
        return outcomes;
    }

    @Transactional
    public Optional<Told> find(TenantId tenant, SubscriptionId subscription, String renewalId) {
        return jdbi.withHandle(handle ->
                told(handle, tenant, store.ofSubscriptions(handle, tenant, List.of(subscription.value()))).stream()
                        .filter(told -> told.renewal().renewalId().equals(renewalId))
                        .findFirst());
    }

    /** The same by what was known at an instant. */
    @Transactional
    public Optional<Told> find(TenantId tenant, SubscriptionId subscription, String renewalId, Instant asOf) {
        return jdbi.withHandle(handle -> {
            List<Renewal> found = store.find(handle, tenant, subscription, renewalId, asOf).stream()
                    .toList();
            return told(handle, tenant, found, asOf).stream().findFirst();
        });
    }

    @Transactional
    public List<Told> list(TenantId tenant, RenewalStore.Asked asked, RenewalStore.@Nullable Place after, int limit) {
        return jdbi.withHandle(
                handle -> told(handle, tenant, store.list(handle, tenant, asked, after, limit), asked.asOf()));
    }

    void subscriptionGone(@Observes SubscriptionGone gone) {
        List<String> id = List.of(gone.subscriptionId().value());
        List<FeedEntry> entries =
                told(gone.handle(), gone.tenant(), store.ofSubscriptions(gone.handle(), gone.tenant(), id)).stream()
                        .map(told -> entry(gone.now(), RenewalLine.gone(told.subscription(), told.renewal())))
                        .toList();
        store.deleteOf(gone.handle(), gone.tenant(), gone.subscriptionId());
        feed.append(gone.handle(), gone.tenant(), gone.now(), entries);
    }

    void accountMerging(@Observes AccountMerging merging) {
        merging.told().addAll(again(merging.handle(), merging.tenant(), merging.subscriptions(), merging.now()));
    }

    void subscriptionsMoved(@Observes SubscriptionsMoved moved) {
        moved.told().addAll(again(moved.handle(), moved.tenant(), moved.subscriptions(), moved.now()));
    }

    /** The renewals of subscriptions once more, because whose they are has changed. */
    private List<FeedEntry> again(Handle handle, TenantId tenant, List<String> ids, Instant now) {
        return told(handle, tenant, store.ofSubscriptions(handle, tenant, ids)).stream()
                .map(told -> entry(now, RenewalLine.of(told.subscription(), told.renewal())))
                .toList();
    }

    private List<Told> told(Handle handle, TenantId tenant, List<Renewal> renewals) {
        return told(handle, tenant, renewals, null);
    }

    private List<Told> told(Handle handle, TenantId tenant, List<Renewal> renewals, @Nullable Instant asOf) {
        Set<String> ids = new TreeSet<>(CallerId.BYTEWISE);
        renewals.forEach(renewal -> ids.add(renewal.subscriptionId().value()));
        Map<String, Subscription> of = new HashMap<>();
        subscriptions
                .find(handle, tenant, ids, asOf)
                .forEach(subscription -> of.put(subscription.subscriptionId().value(), subscription));
        return renewals.stream()
                .filter(renewal -> of.containsKey(renewal.subscriptionId().value()))
                .map(renewal -> new Told(
                        renewal,
                        Objects.requireNonNull(of.get(renewal.subscriptionId().value()))))
                .toList();
    }

    private static @Nullable Instant due(
            RenewalRequest request, @Nullable Renewal known, Subscription subscription, Instant now, ZoneId zone) {
        if (request.dueAt() != null) {
            return request.dueAt();
        }
        return known == null ? subscription.renewalDue(now, zone) : known.dueAt();
    }

    private static Instant knownAt(Renewal renewal, boolean history, Instant now) {
        Instant own = renewal.lastSaid();
        return history && own.isBefore(now) ? own : now;
    }

    private static FeedEntry entry(Instant knownAt, RenewalLine line) {
        return new FeedEntry(FeedEntry.Type.RENEWAL, knownAt, line);
    }
}
