package dev.keizoku.subscriptions.plan;

import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.subscriptions.Bind;
import dev.keizoku.subscriptions.Json;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The plans' rows, and what they were when. */
@Singleton
class PlanStore implements PanacheRepositoryBase<PlanRow, PlanRow.Key> {

    private static final String LINE = """
            jsonb_to_recordset(cast(:lines as jsonb)) as line (plan_id text, name text, product text, tier_rank integer,
                is_public boolean, core_features jsonb, prices jsonb, offering jsonb)
            """;

    private final Json json;

    PlanStore(Json json) {
        this.json = json;
    }

    @Nullable PlanRow findLocked(TenantId tenant, PlanId plan) {
        return findById(PlanRow.Key.of(tenant, plan), LockModeType.PESSIMISTIC_WRITE);
    }

    List<PlanRow> list(TenantId tenant, String after, int limit) {
        return find("key.tenant = ?1 and key.planId > ?2 order by key.planId", tenant.value(), after)
                .page(0, limit)
                .list();
    }

    /** Inserts what is not there; the ids of those it did insert. */
    List<String> insert(Handle handle, TenantId tenant, Collection<Plan> plans, Instant now) {
        return handle.createQuery("""
                        insert into plan (tenant, plan_id, name, product, tier_rank, public, core_features, prices,
                            offering, created_at, updated_at)
                        select :tenant, plan_id, name, product, tier_rank, is_public, core_features, prices, offering,
                            :now, :now
                        from\s""" + LINE + """
                        order by plan_id collate "C"
                        on conflict do nothing
                        returning plan_id
                        """)
                .bind("tenant", tenant.value())
                .bind("now", Bind.time(now))
                .bind("lines", json.write(plans))
                .mapTo(String.class)
                .list();
    }

    void update(Handle handle, TenantId tenant, Collection<Plan> plans, Instant now) {
        handle.createUpdate("""
                        update plan set name = line.name, product = line.product, tier_rank = line.tier_rank,
                            public = line.is_public, core_features = line.core_features, prices = line.prices,
                            offering = line.offering, updated_at = :now
                        from\s""" + LINE + """
                        where plan.tenant = :tenant and plan.plan_id = line.plan_id collate "C"
                        """)
                .bind("tenant", tenant.value())
                .bind("now", Bind.time(now))
                .bind("lines", json.write(plans))
                .execute();
    }

    /** Keeps what a plan is from now on. */
    void keepVersions(Handle handle, TenantId tenant, Collection<Plan> plans, Instant now) {
        handle.createUpdate("""
                        insert into plan_features (tenant, plan_id, known_at, name, product, tier_rank, public,
                            core_features, prices, offering)
                        select :tenant, plan_id, :now, name, product, tier_rank, is_public, core_features, prices, offering
                        from\s""" + LINE + """
                        on conflict (tenant, plan_id, known_at) do update set name = excluded.name,
                            product = excluded.product, tier_rank = excluded.tier_rank, public = excluded.public,
                            core_features = excluded.core_features, prices = excluded.prices,
                            offering = excluded.offering
                        """)
                .bind("tenant", tenant.value())
                .bind("now", Bind.time(now))
                .bind("lines", json.write(plans))
                .execute();
    }

    /** Plans by id. */
    Map<String, Plan> find(Handle handle, TenantId tenant, Collection<String> ids) {
        Map<String, Plan> found = new HashMap<>();
        handle.createQuery("select * from plan where tenant = :tenant and plan_id = any(:ids)")
                .bind("tenant", tenant.value())
                .bind("ids", Bind.texts(ids))
                .map(plan())
                .forEach(plan -> found.put(plan.planId().value(), plan));
        return found;
    }

    /** Every plan of some products, or of all when none is named, by id. */
    List<Plan> ofProducts(Handle handle, TenantId tenant, Collection<String> products) {
        return handle.createQuery("""
                        select * from plan where tenant = :tenant and (:any or product = any(:products)) order by plan_id
                        """)
                .bind("tenant", tenant.value())
                .bind("any", products.isEmpty())
                .bind("products", Bind.texts(products))
                .map(plan())
                .list();
    }

    /** Every plan as it was known at an instant, by id. */
    List<Plan> known(Handle handle, TenantId tenant, Instant asOf) {
        return handle.createQuery("""
                        select distinct on (plan_id) * from plan_features
                        where tenant = :tenant and known_at <= :asOf and name is not null
                        order by plan_id, known_at desc
                        """)
                .bind("tenant", tenant.value())
                .bind("asOf", Bind.time(asOf))
                .map(plan())
                .list();
    }

    /** Every plan as it was known at an instant; the first of its versions for a time before all. */
    Map<String, Plan> versions(Handle handle, TenantId tenant, Instant knownAt) {
        Map<String, Plan> versions = new HashMap<>();
        handle.createQuery("""
                        select distinct on (plan_id) * from plan_features where tenant = :tenant and name is not null
                        order by plan_id, known_at > :knownAt,
                            case when known_at <= :knownAt then known_at end desc, known_at
                        """)
                .bind("tenant", tenant.value())
                .bind("knownAt", Bind.time(knownAt))
                .map(plan())
                .forEach(plan -> versions.put(plan.planId().value(), plan));
        return versions;
    }

    private RowMapper<Plan> plan() {
        return (row, context) -> new Plan(
                new PlanId(row.getString("plan_id")),
                row.getString("name"),
                row.getString("product"),
                row.getInt("tier_rank"),
                row.getBoolean("public"),
                json.read(row.getString("core_features"), PlanRow.TEXTS),
                json.read(row.getString("prices"), PlanRow.PRICES),
                json.read(row.getString("offering"), PlanRow.OFFERING));
    }

    /** Every plan's core features as they were known at an instant; the first ones for a time before all. */
    Map<String, Set<String>> features(Handle handle, TenantId tenant, Instant knownAt) {
        Map<String, Set<String>> features = new HashMap<>();
        handle.createQuery("""
                        select distinct on (plan_id) plan_id, core_features from plan_features where tenant = :tenant
                        order by plan_id, known_at > :knownAt,
                            case when known_at <= :knownAt then known_at end desc, known_at
                        """)
                .bind("tenant", tenant.value())
                .bind("knownAt", Bind.time(knownAt))
                .map((row, context) -> Map.entry(
                        row.getString("plan_id"), Set.copyOf(json.read(row.getString("core_features"), PlanRow.TEXTS))))
                .forEach(entry -> features.put(entry.getKey(), entry.getValue()));
        return features;
    }
}
