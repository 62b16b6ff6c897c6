package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.SubscriptionId;
import dev.keizoku.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Finds subscriptions, by what is known or by what was known at an instant.
 *
 * <p>The database names candidates in the order of their ids; only those are folded, some at a time, until a page is full.
 * A page for which too many would have to be looked at ends early and says where to go on.
 */
@ApplicationScoped
class SubscriptionSearch {

    private static final int AT_ONCE = 200;
    private static final int MOST_LOOKED_AT = 5000;

    private final SubscriptionStore store;
    private final KnownStore known;
    private final Jdbi jdbi;

    SubscriptionSearch(SubscriptionStore store, KnownStore known, Jdbi jdbi) {
        this.store = store;
        this.known = known;
        this.jdbi = jdbi;
    }

    /**
     * Some subscriptions, and the id after which to go on.
     *
     * @param next null when there are no more
     */
    record Found(List<Subscription> subscriptions, @Nullable String next) {}

    @Transactional
    public Optional<Subscription> find(TenantId tenant, SubscriptionId id, @Nullable Instant asOf) {
        return jdbi.withHandle(handle ->
                load(handle, tenant, List.of(id.value()), asOf).stream().findFirst());
    }

    @Transactional
    public Found list(TenantId tenant, String after, SubscriptionQuery query, @Nullable Instant asOf, int limit) {
        Candidates candidates = new Candidates(query, asOf);
        int batch = query.all() ? limit + 1 : AT_ONCE;
        return jdbi.withHandle(handle -> {
            List<Subscription> found = new ArrayList<>();
            String position = after;
            for (int lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += batch) {
                List<String> ids = candidates.find(handle, tenant, position, batch);
                Set<String> due = candidates.withRenewalDue(handle, tenant, ids);
                for (Subscription subscription : load(handle, tenant, ids, asOf)) {
                    if (!query.fits(subscription, due)) {
                        continue;
                    }
                    if (found.size() == limit) {
                        return new Found(found, found.getLast().subscriptionId().value());
                    }
                    found.add(subscription);
                }
                if (ids.size() < batch) {
                    return new Found(found, null);
                }
                position = ids.getLast();
            }
            return new Found(found, position);
        });
    }

    private List<Subscription> load(Handle handle, TenantId tenant, List<String> ids, @Nullable Instant asOf) {
        return asOf == null ? store.find(handle, tenant, ids) : known.find(handle, tenant, ids, asOf);
    }
}
