package dev.keizoku.subscriptions.feature;

import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.feed.FeedStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What can be done with features. Which plans include one is said by the plans alone. */
@ApplicationScoped
public class Features {

    private final FeatureStore store;
    private final FeedStore feed;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Clock clock;

    Features(FeatureStore store, FeedStore feed, Tenants tenants, Jdbi jdbi, Clock clock) {
        this.store = store;
        this.feed = feed;
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** A feature and the plans that include it. */
    record Included(Feature feature, List<PlanId> planIds) {}

    /** A feature as it is after a request, and whether the request made it. */
    record Put(Included included, boolean created) {}

    /** Makes the feature so, and tells of it in the feed where that is news. */
    @Transactional
    Put put(TenantId tenant, Feature feature) {
        tenants.get(tenant);
        return jdbi.withHandle(handle -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Feature before = store.find(
                            handle, tenant, List.of(feature.featureId().value()))
                    .get(feature.featureId().value());
            boolean created = store.put(handle, tenant, feature, now);
            Included included = included(handle, tenant, List.of(feature)).getFirst();
            if (!feature.equals(before)) {
                feed.append(handle, tenant, now, List.of(new FeedEntry(FeedEntry.Type.FEATURE, now, feature)));
            }
            return new Put(included, created);
        });
    }

    /** The feature; nothing when it is not in the catalogue. */
    @Transactional
    List<Included> find(TenantId tenant, FeatureId feature) {
        return jdbi.withHandle(handle -> included(
                handle,
                tenant,
                List.copyOf(store.find(handle, tenant, List.of(feature.value())).values())));
    }

    /** Features by id. */
    public Map<String, Feature> find(Handle handle, TenantId tenant, Collection<String> ids) {
        return store.find(handle, tenant, ids);
    }

    @Transactional
    List<Included> list(TenantId tenant, String after, @Nullable String product, int limit) {
        return jdbi.withHandle(handle -> included(handle, tenant, store.list(handle, tenant, after, product, limit)));
    }

    private List<Included> included(Handle handle, TenantId tenant, List<Feature> features) {
        List<String> ids =
                features.stream().map(feature -> feature.featureId().value()).toList();
        Map<String, List<PlanId>> plans = store.plans(handle, tenant, ids);
        return features.stream()
                .map(feature -> new Included(
                        feature, plans.getOrDefault(feature.featureId().value(), List.of())))
                .toList();
    }
}
