package dev.keizoku.subscriptions.offer;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.plan.TermDiscount;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The rows of bundles and of discounts for long terms. */
@Singleton
class OfferStore {

    private static final TypeReference<List<PlanId>> PLANS = new TypeReference<>() {};
    private static final TypeReference<List<TermDiscount>> DISCOUNTS = new TypeReference<>() {};

    private final Json json;

    OfferStore(Json json) {
        this.json = json;
    }

    Optional<List<TermDiscount>> termDiscounts(Handle handle, TenantId tenant) {
        return handle.createQuery("select discounts from term_discounts where tenant = :tenant")
                .bind("tenant", tenant.value())
                .map((row, context) -> json.read(row.getString("discounts"), DISCOUNTS))
                .findOne();
    }

    void putTermDiscounts(Handle handle, TenantId tenant, List<TermDiscount> discounts, Instant now) {
        handle.createUpdate("""
                        insert into term_discounts (tenant, discounts, updated_at)
                        values (:tenant, cast(:discounts as jsonb), :now)
                        on conflict (tenant) do update set discounts = excluded.discounts, updated_at = excluded.updated_at
                        """)
                .bind("tenant", tenant.value())
                .bind("discounts", json.write(discounts))
                .bind("now", Bind.time(now))
                .execute();
    }

    @Nullable Bundle bundle(Handle handle, TenantId tenant, BundleId bundle) {
        return handle.createQuery("select * from bundle where tenant = :tenant and bundle_id = :bundle")
                .bind("tenant", tenant.value())
                .bind("bundle", bundle.value())
                .map(bundles())
                .findOne()
                .orElse(null);
    }

    /** Stores a bundle; whether it was not there before. */
    boolean put(Handle handle, TenantId tenant, Bundle bundle, Instant now) {
        return handle.createQuery("""
                        insert into bundle (tenant, bundle_id, name, plan_ids, percent_off, created_at, updated_at)
                        values (:tenant, :bundle, :name, cast(:plans as jsonb), :percent, :now, :now)
                        on conflict (tenant, bundle_id) do update set name = excluded.name, plan_ids = excluded.plan_ids,
                            percent_off = excluded.percent_off, updated_at = excluded.updated_at
                        returning xmax = 0
                        """)
                .bind("tenant", tenant.value())
                .bind("bundle", bundle.bundleId().value())
                .bind("name", bundle.name())
                .bind("plans", json.write(bundle.planIds()))
                .bind("percent", bundle.percentOff())
                .bind("now", Bind.time(now))
                .mapTo(Boolean.class)
                .one();
    }

    /** The next bundles by id. */
    List<Bundle> list(Handle handle, TenantId tenant, String after, int limit) {
        return handle.createQuery("""
                        select * from bundle where tenant = :tenant and bundle_id > :after
                        order by bundle_id limit :limit
                        """)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(bundles())
                .list();
    }

    private RowMapper<Bundle> bundles() {
        return (row, context) -> new Bundle(
                new BundleId(row.getString("bundle_id")),
                row.getString("name"),
                json.read(row.getString("plan_ids"), PLANS),
                row.getBigDecimal("percent_off"));
    }
}
