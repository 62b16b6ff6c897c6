package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.account.Accounts;
import dev.keizoku.subscriptions.feed.FeedStore;
import dev.keizoku.subscriptions.plan.Plans;
import dev.keizoku.subscriptions.timeline.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What can be asked of subscriptions. Every change is recorded with its rows of the feed in one transaction. */
@ApplicationScoped
public class Subscriptions {

    private static final int SCAN = 200;

    private final Recording.Stores stores;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Clock clock;

    Subscriptions(
            SubscriptionStore store,
            Accounts accounts,
            Plans plans,
            FeedStore feed,
            Tenants tenants,
            Jdbi jdbi,
            Clock clock) {
        this.stores = new Recording.Stores(store, accounts, plans, feed);
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** What a request came to, with the subscription as it is now, if there is one. */
    public record Answer(Outcome outcome, @Nullable Subscription subscription) {}

    /** Records one change. */
    @Transactional
    public Answer record(TenantId tenant, ChangeRequest request) {
        tenants.get(tenant);
        return jdbi.withHandle(handle -> {
            Recording recording = recording(handle, tenant, new Recording.Mode(false, false));
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
     * Records many changes inside the caller's transaction, in the order of their effect, whatever the order they come in.
     *
     * @param groups changes of one subscription that are recorded together or not at all
     * @return what became of each group, in the order given
     */
    List<Outcome> recordAll(Handle handle, TenantId tenant, List<List<ChangeRequest>> groups, Recording.Mode mode) {
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

    @Transactional
    public Optional<Subscription> find(TenantId tenant, SubscriptionId id) {
        return Optional.ofNullable(
                jdbi.withHandle(handle -> stores.subscriptions().find(handle, tenant, id)));
    }

    /** The next subscriptions by id; with an instant, only those that are live at it. */
    @Transactional
    public List<Subscription> list(
            TenantId tenant, String after, @Nullable AccountId account, @Nullable Instant activeAt, int limit) {
        return jdbi.withHandle(handle -> {
            List<Subscription> found = new ArrayList<>();
            String position = after;
            int batch = activeAt == null ? limit : Math.max(limit, SCAN);
            List<Subscription> scanned;
            do {
                scanned = stores.subscriptions().list(handle, tenant, position, account, activeAt, batch);
                for (Subscription subscription : scanned) {
                    position = subscription.subscriptionId().value();
                    if (activeAt == null || live(subscription, activeAt)) {
                        found.add(subscription);
                    }
                }
            } while (found.size() < limit && scanned.size() == batch);
            return found.stream().limit(limit).toList();
        });
    }

    private static boolean live(Subscription subscription, Instant instant) {
        Terms terms = subscription.timeline().at(instant);
        return terms != null && terms.live();
    }

    private Recording recording(Handle handle, TenantId tenant, Recording.Mode mode) {
        return new Recording(handle, tenant, now(), mode, stores);
    }

    /** The present, to the microsecond, which is what is stored. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
