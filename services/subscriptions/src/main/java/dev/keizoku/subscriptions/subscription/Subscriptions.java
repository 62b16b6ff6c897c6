package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.account.Accounts;
import dev.keizoku.subscriptions.coupon.Coupons;
import dev.keizoku.subscriptions.feed.FeedStore;
import dev.keizoku.subscriptions.plan.Plans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What can be asked of subscriptions. Every change is recorded with its rows of the feed in one transaction. */
@ApplicationScoped
public class Subscriptions {

    private final Recording.Stores stores;
    private final KnownStore known;
    private final MergeStore merges;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Clock clock;

    Subscriptions(
            SubscriptionStore store,
            Accounts accounts,
            Plans plans,
            Coupons coupons,
            FeedStore feed,
            Event<SubscriptionsMoved> moving,
            KnownStore known,
            MergeStore merges,
            Tenants tenants,
            Jdbi jdbi,
            Clock clock) {
        this.stores = new Recording.Stores(store, accounts, plans, coupons, feed, moving);
        this.known = known;
        this.merges = merges;
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** What a request came to, with the subscription as it is now, if there is one. */
    public record Answer(Outcome outcome, @Nullable Subscription subscription) {}

    /** Records one change. */
    @Transactional
    public Answer record(TenantId tenant, ChangeRequest asked) {
        ZoneId zone = tenants.get(tenant).zone();
        return jdbi.withHandle(handle -> {
            ChangeRequest request = survivors(handle, tenant, List.of(List.of(asked)))
                    .getFirst()
                    .getFirst();
            Recording recording = recording(handle, tenant, new Recording.Mode(false, false, zone));
            recording.prepare(List.of(request));
            Outcome outcome = recording.apply(List.of(request));
            recording.finish();
            boolean there = outcome instanceof Outcome.Recorded || outcome instanceof Outcome.Known;
            return new Answer(
                    outcome,
                    there ? recording.subscription(request.subscriptionId().value()) : null);
        });
    }

    /**
     * The subscription as one more change would make it; nothing is recorded.
     *
     * @throws ProblemException when the change cannot be
     */
    @Transactional
    public Subscription preview(TenantId tenant, ChangeRequest request) {
        ZoneId zone = tenants.get(tenant).zone();
        return jdbi.withHandle(handle -> {
            Recording recording = recording(handle, tenant, new Recording.Mode(false, false, zone));
            recording.prepare(List.of(request));
            return switch (recording.apply(List.of(request))) {
                case Outcome.Recorded recorded ->
                    recording.subscription(request.subscriptionId().value());
                case Outcome.Known known ->
                    recording.subscription(request.subscriptionId().value());
                case Outcome.Missing missing -> throw ProblemException.notFound("subscription");
                case Outcome.Refused refused -> throw refused.toProblem();
            };
        });
    }

    /** The subscription of that id, as it is. */
    @Transactional
    public Optional<Subscription> of(TenantId tenant, SubscriptionId id) {
        return jdbi.withHandle(
                handle -> find(handle, tenant, List.of(id.value())).stream().findFirst());
    }

    /**
     * Records many changes inside the caller's transaction, in the order of their effect, whatever the order they come in.
     *
     * @param asked groups of changes of one subscription that are recorded together or not at all
     * @return what became of each group, in the order given
     */
    List<Outcome> recordAll(Handle handle, TenantId tenant, List<List<ChangeRequest>> asked, Recording.Mode mode) {
        List<List<ChangeRequest>> groups = survivors(handle, tenant, asked);
        Recording recording = recording(handle, tenant, mode);
        recording.prepare(groups.stream().flatMap(List::stream).toList());
        Outcome[] outcomes = new Outcome[groups.size()];
        IntStream.range(0, groups.size())
                .boxed()
                .sorted(Comparator.comparing(
                                (Integer i) -> groups.get(i).getFirst().effectiveAt())
                        .thenComparing(i -> groups.get(i).getFirst().kind()))
                .forEach(i -> outcomes[i] = recording.apply(groups.get(i)));
        recording.finish();
        return List.of(outcomes);
    }

    /**
     * Moves subscriptions from one account to another, all of them or none.
     *
     * @throws ProblemException when one of them cannot be moved, or is not that account's then
     */
    @Transactional
    public Moved transfer(TenantId tenant, AccountId from, List<ChangeRequest> requests) {
        ZoneId zone = tenants.get(tenant).zone();
        return jdbi.withHandle(handle -> {
            Recording recording = recording(handle, tenant, new Recording.Mode(false, false, zone));
            recording.prepare(requests);
            boolean recorded = false;
            List<Subscription> moved = new ArrayList<>();
            for (ChangeRequest request : requests) {
                String field = "subscription_ids/" + moved.size();
                switch (recording.apply(List.of(request))) {
                    case Outcome.Recorded now -> recorded = true;
                    case Outcome.Known known -> {}
                    case Outcome.Missing missing ->
                        throw new Outcome.Refused(
                                        SubscriptionsProblem.UNKNOWN_REFERENCE,
                                        field,
                                        "There is no subscription " + request.subscriptionId() + ".")
                                .toProblem();
                    case Outcome.Refused(SubscriptionsProblem problem, String where, String detail) ->
                        throw new Outcome.Refused(problem, where.equals("to_account_id") ? "to" : where, detail)
                                .toProblem();
                }
                Subscription subscription =
                        recording.subscription(request.subscriptionId().value());
                if (!from.equals(subscription.movedFrom(subscription.entry(request.changeId())))) {
                    throw new ProblemException(
                            SubscriptionsProblem.ILLEGAL_CHANGE,
                            "Subscription " + request.subscriptionId() + " is not account " + from
                                    + "'s at that time.");
                }
                moved.add(subscription);
            }
            recording.finish();
            return new Moved(moved, recorded);
        });
    }

    /** Subscriptions that were moved, and whether any of them had not been before. */
    public record Moved(List<Subscription> subscriptions, boolean recorded) {}

    /** The subscriptions of those ids, locked until the caller's transaction ends. */
    public Map<String, Subscription> locked(Handle handle, TenantId tenant, Collection<String> ids) {
        return stores.subscriptions().locked(handle, tenant, ids);
    }

    /** The subscriptions of those ids. */
    public List<Subscription> find(Handle handle, TenantId tenant, Collection<String> ids) {
        return stores.subscriptions().find(handle, tenant, ids);
    }

    /** The same by what was known at an instant; by what is known now if null. */
    public List<Subscription> find(Handle handle, TenantId tenant, Collection<String> ids, @Nullable Instant asOf) {
        return asOf == null ? find(handle, tenant, ids) : known.find(handle, tenant, ids, asOf);
    }

    /** The accounts that others were merged into, by the id of the other. */
    public Map<String, AccountId> survivors(Handle handle, TenantId tenant, Set<String> accounts) {
        return merges.survivors(handle, tenant, accounts);
    }

    /** The same requests of the accounts that those they name were merged into. */
    List<List<ChangeRequest>> survivors(Handle handle, TenantId tenant, List<List<ChangeRequest>> groups) {
        Set<String> named = groups.stream()
                .flatMap(List::stream)
                .flatMap(request -> Stream.ofNullable(request.accountId()))
                .map(AccountId::value)
                .collect(Collectors.toSet());
        Map<String, AccountId> survivors = merges.survivors(handle, tenant, named);
        return survivors.isEmpty()
                ? groups
                : groups.stream()
                        .map(group -> group.stream()
                                .map(request -> request.resolved(survivors))
                                .toList())
                        .toList();
    }

    Recording recording(Handle handle, TenantId tenant, Recording.Mode mode) {
        return new Recording(handle, tenant, now(), mode, stores);
    }

    /** The present, to the microsecond, which is what is stored. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
