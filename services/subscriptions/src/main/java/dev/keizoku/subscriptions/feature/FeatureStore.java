package dev.keizoku.subscriptions.feature;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The features' rows. */
@Singleton
class FeatureStore {

    private static final TypeReference<List<PlanId>> PLANS = new TypeReference<>() {};

    private final Json json;

    FeatureStore(Json json) {
        this.json = json;
    }

    /** Stores a feature; whether it was not there before. */
    boolean put(Handle handle, TenantId tenant, Feature feature, Instant now) {
        return handle.createQuery("""
                        insert into feature (tenant, feature_id, name, product, released_at, created_at, updated_at)
                        values (:tenant, :feature, :name, :product, :releasedAt, :now, :now)
                        on conflict (tenant, feature_id) do update set name = excluded.name, product = excluded.product,
                            released_at = excluded.released_at, updated_at = excluded.updated_at
                        returning xmax = 0
                        """)
                .bind("tenant", tenant.value())
                .bind("feature", feature.featureId().value())
                .bind("name", feature.name())
                .bind("product", feature.product())
                .bind("releasedAt", feature.releasedAt() == null ? null : Bind.time(feature.releasedAt()))
                .bind("now", Bind.time(now))
                .mapTo(Boolean.class)
                .one();
    }

    /** Features by id. */
    Map<String, Feature> find(Handle handle, TenantId tenant, Collection<String> ids) {
        Map<String, Feature> found = new HashMap<>();
        handle.createQuery("select * from feature where tenant = :tenant and feature_id = any(:ids)")
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .map(feature())
                .forEach(feature -> found.put(feature.featureId().value(), feature));
        return found;
    }

    /** The next features by id, of one product or of all. */
    List<Feature> list(Handle handle, TenantId tenant, String after, @Nullable String product, int limit) {
        return handle.createQuery("""
                        select * from feature
                        where tenant = :tenant and feature_id > :after
                            and (cast(:product as text) is null or product = :product)
                        order by feature_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("product", product)
                .bind("limit", limit)
                .map(feature())
                .list();
    }

    /** The plans that include each of some features, by id. */
    Map<String, List<PlanId>> plans(Handle handle, TenantId tenant, Collection<String> ids) {
        Map<String, List<PlanId>> plans = new HashMap<>();
        handle.createQuery("""
                        select included.feature_id, jsonb_agg(distinct plan.plan_id order by plan.plan_id) as plan_ids
                        from plan
                        cross join lateral jsonb_array_elements_text(plan.core_features || (plan.offering -> 'features'))
                            as included (feature_id)
                        where plan.tenant = :tenant and included.feature_id = any(:ids)
                        group by included.feature_id
                        """)
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .map((row, context) -> Map.entry(row.getString(1), json.read(row.getString(2), PLANS)))
                .forEach(entry -> plans.put(entry.getKey(), entry.getValue()));
        return plans;
    }

    private static RowMapper<Feature> feature() {
        return (row, context) -> {
            OffsetDateTime released = row.getObject("released_at", OffsetDateTime.class);
            return new Feature(
                    new FeatureId(row.getString("feature_id")),
                    row.getString("name"),
                    row.getString("product"),
                    released == null ? null : released.toInstant());
        };
    }
}
