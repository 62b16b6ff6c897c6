package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.account.Accounts;
import dev.keizoku.subscriptions.coupon.Coupons;
import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.feed.FeedStore;
import dev.keizoku.subscriptions.plan.Plan;
import dev.keizoku.subscriptions.plan.Plans;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.timeline.Change;
import dev.keizoku.subscriptions.timeline.Entry;
import dev.keizoku.subscriptions.timeline.NewTerms;
import dev.keizoku.subscriptions.timeline.Terms;
import dev.keizoku.subscriptions.timeline.Timeline;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Records many changes in one transaction with a fixed number of statements.
 *
 * <p>Everything is locked in one order (accounts, plans, subscriptions, each by id, the feed's head last), so that
 * writers wait for each other and never deadlock.
 */
final class Recording {

    /** How changes of a batch are taken. */
    record Mode(boolean history, boolean createMissing, ZoneId zone) {}

    private final Handle handle;
    private final TenantId tenant;
    private final Instant now;
    private final Mode mode;
    private final Stores stores;
    private final List<FeedEntry> told = new ArrayList<>();
    private final Set<String> accounts = new HashSet<>();
    private final List<ChangeRow> rows = new ArrayList<>();
    private final Map<String, Plan> plans = new HashMap<>();
    private final Map<String, Subscription> before = new HashMap<>();
    private final Map<String, Subscription> after = new LinkedHashMap<>();
    private final Map<String, Change> kept = new HashMap<>();
    private final Map<String, List<String>> taken = new LinkedHashMap<>();
    private Redemption redemption = Redemption.NONE;

    record Stores(
            SubscriptionStore subscriptions,
            Accounts accounts,
            Plans plans,
            Coupons coupons,
            FeedStore feed,
            Event<SubscriptionsMoved> moving) {}

    Recording(Handle handle, TenantId tenant, Instant now, Mode mode, Stores stores) {
        this.handle = handle;
        this.tenant = tenant;
        this.now = now;
        this.mode = mode;
        this.stores = stores;
    }

    /** Reads and locks what the requests are about, and makes what they may make. */
    void prepare(List<ChangeRequest> requests) {
        prepare(requests, Set.of());
    }

    /** The same, and reads and locks other subscriptions too. */
    void prepare(List<ChangeRequest> requests, Set<String> others) {
        Map<String, AccountId> beginning = new TreeMap<>(CallerId.BYTEWISE);
        Set<String> ids = new TreeSet<>(CallerId.BYTEWISE);
        ids.addAll(others);
        for (ChangeRequest request : requests) {
            ids.add(request.subscriptionId().value());
            AccountId account = request.accountId();
            if (request.kind().begins() && account != null) {
                beginning.putIfAbsent(request.subscriptionId().value(), account);
            }
        }
        accounts.addAll(accounts(beginning, requests));
        beginning.values().removeIf(account -> !accounts.contains(account.value()));
        preparePlans(requests);
        redemption = Redemption.of(handle, tenant, requests, stores.coupons());
        if (!beginning.isEmpty()) {
            stores.subscriptions().insert(handle, tenant, beginning, now);
        }
        before.putAll(stores.subscriptions().locked(handle, tenant, ids));
        after.putAll(before);
        presentPlans();
    }

    /** Applies changes that belong together: all of them, or none. */
    Outcome apply(List<ChangeRequest> together) {
        List<ChangeRow> recorded = new ArrayList<>();
        ChangeRequest first = together.getFirst();
        Subscription subscription = after.get(first.subscriptionId().value());
        if (subscription == null) {
            return missing(first);
        }
        for (ChangeRequest request : together) {
            String known = subscription.fingerprints().get(request.changeId());
            Outcome.Refused refused = refusal(subscription, request, known);
            if (refused != null) {
                return refused;
            }
            if (known != null) {
                continue;
            }
            Terms present = subscription.timeline().at(request.effectiveAt());
            Outcome.Refused unfit = misplaced(subscription, request);
            if (unfit == null) {
                unfit = redemption.refusal(request, present);
            }
            if (unfit != null) {
                return unfit;
            }
            switch (TermsChoice.of(request, present, plans)) {
                case TermsChoice.Unclear unclear -> {
                    return unclear.why();
                }
                case TermsChoice.Chosen chosen -> {
                    Change change = change(request, chosen.terms());
                    switch (subscription.timeline().with(change)) {
                        case Timeline.Illegal illegal -> {
                            return new Outcome.Refused(SubscriptionsProblem.ILLEGAL_CHANGE, "kind", illegal.reason());
                        }
                        case Timeline.Accepted accepted -> {
                            subscription = subscription.with(accepted.timeline(), change, request.fingerprint());
                            recorded.add(ChangeRow.of(request, change));
                        }
                    }
                }
            }
        }
        after.put(subscription.subscriptionId().value(), subscription);
        rows.addAll(recorded);
        return recorded.isEmpty() ? new Outcome.Known() : new Outcome.Recorded();
    }

    /** Makes the changes whose ids begin as a source's do just those of its story: all of it, or nothing changes. */
    Outcome retell(String id, String source, List<ChangeRequest> story) {
        Subscription known = after.get(id);
        if (known == null) {
            return story.isEmpty() ? new Outcome.Known() : missing(story.getFirst());
        }
        Map<String, Change> own = new HashMap<>();
        known.timeline().changes().stream()
                .filter(change -> change.changeId().startsWith(source))
                .forEach(change -> own.put(change.changeId(), change));
        kept.clear();
        story.stream()
                .map(ChangeRequest::changeId)
                .filter(own::containsKey)
                .forEach(change -> kept.put(change, own.get(change)));
        story.forEach(request -> kept.computeIfPresent(
                request.changeId(),
                (change, before) ->
                        request.fingerprint().equals(known.fingerprints().get(change)) ? before : null));
        after.put(id, known.without(own.keySet()));
        int from = rows.size();
        Outcome outcome = story.isEmpty() ? new Outcome.Recorded() : apply(story);
        if (!(outcome instanceof Outcome.Recorded)) {
            after.put(id, known);
            return outcome;
        }
        rows.subList(from, rows.size()).removeIf(row -> kept.containsKey(row.changeId()));
        own.keySet().removeAll(kept.keySet());
        if (!own.isEmpty()) {
            taken.put(id, List.copyOf(own.keySet()));
        }
        kept.clear();
        return own.isEmpty() && rows.size() == from ? new Outcome.Known() : new Outcome.Recorded();
    }

    /** The ids of the changes that retelling took out, by subscription; their rows are for the caller to remove. */
    Map<String, List<String>> taken() {
        return taken;
    }

    /** The subscriptions that have no changes left, though they had some. */
    List<SubscriptionId> emptied() {
        return before.values().stream()
                .filter(subscription -> !subscription.fingerprints().isEmpty())
                .map(Subscription::subscriptionId)
                .filter(id -> subscription(id.value()).fingerprints().isEmpty())
                .toList();
    }

    /** Writes what was recorded; its feed rows, and so the lock other writers wait for, last. */
    void finish() {
        stores.subscriptions().insertChanges(handle, tenant, rows, now);
        List<String> unused = after.values().stream()
                .filter(subscription -> subscription.fingerprints().isEmpty())
                .map(subscription -> subscription.subscriptionId().value())
                .toList();
        stores.subscriptions().delete(handle, tenant, unused);
        Set<String> touched = new LinkedHashSet<>(taken.keySet());
        rows.forEach(row -> touched.add(row.subscriptionId()));
        List<String> moved = new ArrayList<>();
        for (String id : touched) {
            Subscription known = Objects.requireNonNull(before.get(id));
            told.addAll(Retelling.of(known, subscription(id), now));
            if (subscription(id).movedSince(known)) {
                moved.add(id);
            }
        }
        if (!moved.isEmpty()) {
            stores.moving().fire(new SubscriptionsMoved(handle, tenant, moved, told, now));
        }
        stores.feed().append(handle, tenant, now, told);
    }

    Subscription subscription(String id) {
        Subscription subscription = after.get(id);
        if (subscription == null) {
            throw new IllegalStateException("Only what was prepared can be asked for.");
        }
        return subscription;
    }

    private Set<String> accounts(Map<String, AccountId> beginning, List<ChangeRequest> requests) {
        Map<String, AccountId> wanted = new TreeMap<>(CallerId.BYTEWISE);
        beginning.values().forEach(account -> wanted.put(account.value(), account));
        for (ChangeRequest request : requests) {
            AccountId to = request.to();
            if (to != null) {
                wanted.put(to.value(), to);
            }
        }
        if (wanted.isEmpty()) {
            return Set.of();
        }
        if (mode.createMissing()) {
            told.addAll(stores.accounts().create(handle, tenant, wanted.values(), now));
        }
        return stores.accounts().existing(handle, tenant, wanted.keySet());
    }

    private void preparePlans(List<ChangeRequest> requests) {
        Map<String, Plan> missing = new TreeMap<>(CallerId.BYTEWISE);
        Set<String> named = new TreeSet<>(CallerId.BYTEWISE);
        requests.forEach(request ->
                request.terms().plans().forEach(each -> named.add(each.planId().value())));
        if (named.isEmpty()) {
            return;
        }
        plans.putAll(stores.plans().find(handle, tenant, named));
        requests.stream().flatMap(request -> request.terms().plans()).forEach(each -> {
            PlanId plan = each.planId();
            Price price = each.price().price();
            if (mode.createMissing() && price != null && !plans.containsKey(plan.value())) {
                missing.putIfAbsent(plan.value(), Plan.unnamed(plan, price));
            }
        });
        if (!missing.isEmpty()) {
            told.addAll(stores.plans().create(handle, tenant, missing.values(), now));
            plans.putAll(stores.plans().find(handle, tenant, missing.keySet()));
        }
    }

    /** The plans subscriptions are on now: a change of quantity or interval alone stays on one of them. */
    private void presentPlans() {
        Set<String> present = new TreeSet<>(CallerId.BYTEWISE);
        before.values()
                .forEach(subscription -> subscription
                        .timeline()
                        .entries()
                        .forEach(entry -> present.add(entry.after().planId().value())));
        present.removeAll(plans.keySet());
        if (!present.isEmpty()) {
            plans.putAll(stores.plans().find(handle, tenant, present));
        }
    }

    private static Outcome missing(ChangeRequest request) {
        if (!request.kind().begins()) {
            return new Outcome.Missing();
        }
        AccountId account = request.accountId();
        return account == null
                ? new Outcome.Missing()
                : new Outcome.Refused(
                        SubscriptionsProblem.UNKNOWN_REFERENCE, "account_id", "There is no account " + account + ".");
    }

    private static Outcome.@Nullable Refused refusal(
            Subscription subscription, ChangeRequest request, @Nullable String known) {
        AccountId account = request.accountId();
        if (account != null
                && !account.equals(subscription.accountId())
                && !account.equals(subscription.accountAt(request.effectiveAt()))) {
            return new Outcome.Refused(
                    SubscriptionsProblem.ID_REUSED, "account_id", "The subscription is another account's.");
        }
        if (known == null || known.equals(request.fingerprint())) {
            return null;
        }
        String what = request.changeId().startsWith(Timeline.RESERVED) ? "subscription" : "change";
        return new Outcome.Refused(
                SubscriptionsProblem.ID_REUSED, "change_id", "The " + what + " is there with another content.");
    }

    /** Why a transfer cannot go where it is meant to, or a charge cannot be for its period. */
    private Outcome.@Nullable Refused misplaced(Subscription subscription, ChangeRequest request) {
        List<Entry> entries = subscription.timeline().entries();
        Instant periodEnd = request.charge().periodEnd();
        if (periodEnd != null
                && !entries.isEmpty()
                && !periodEnd.isAfter(entries.getFirst().change().effectiveAt())) {
            return new Outcome.Refused(
                    SubscriptionsProblem.ILLEGAL_CHANGE,
                    "period_end",
                    "The period is over before the subscription began.");
        }
        AccountId to = request.to();
        if (to == null) {
            return null;
        }
        if (!accounts.contains(to.value())) {
            return new Outcome.Refused(
                    SubscriptionsProblem.UNKNOWN_REFERENCE, "to_account_id", "There is no account " + to + ".");
        }
        return subscription.accountAt(request.effectiveAt()).equals(to)
                ? new Outcome.Refused(
                        SubscriptionsProblem.ILLEGAL_CHANGE,
                        "to_account_id",
                        "The subscription is that account's already.")
                : null;
    }

    private Change change(ChangeRequest request, NewTerms terms) {
        Change told = kept.get(request.changeId());
        if (told != null) {
            return told;
        }
        boolean past = request.effectiveAt().isBefore(now);
        Instant knownAt = mode.history() && past ? request.effectiveAt() : now;
        return new Change(
                request.changeId(),
                RequestedMove.of(redemption.redeemed(request), terms, mode.zone()),
                request.effectiveAt(),
                knownAt,
                now,
                request.why());
    }
}
