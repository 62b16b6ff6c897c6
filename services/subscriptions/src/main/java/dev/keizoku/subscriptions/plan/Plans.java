package dev.keizoku.subscriptions.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.Json;
import dev.keizoku.subscriptions.feed.FeedEntry;
import dev.keizoku.subscriptions.feed.FeedStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What can be done with plans. Every change of one is a row of the feed in the same transaction. */
@ApplicationScoped
public class Plans {

    private final PlanStore store;
    private final FeedStore feed;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Json json;
    private final Clock clock;

    Plans(PlanStore store, FeedStore feed, Tenants tenants, Jdbi jdbi, Json json, Clock clock) {
        this.store = store;
        this.feed = feed;
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.json = json;
        this.clock = clock;
    }

    /** A plan and what is to be said of it. */
    record Shown(Plan plan, List<CatalogueWarning> warnings) {}

    /** A plan as it is after a request, and whether the request made it. */
    record Put(Shown shown, boolean created) {}

    /** How rows of the feed tell of a plan. */
    private record Told(
            PlanId planId,
            String name,
            String product,
            int tierRank,
            @JsonProperty("public") boolean isPublic,
            boolean addOn) {}

    /** Makes the plan so; the same again changes nothing and tells nobody. */
    @Transactional
    Put put(TenantId tenant, Plan plan) {
        tenants.get(tenant);
        Instant now = now();
        boolean created = jdbi.withHandle(
                handle -> !store.insert(handle, tenant, List.of(plan), now).isEmpty());
        PlanRow row = store.findLocked(tenant, plan.planId());
        if (row == null) {
            throw ProblemException.notFound("plan");
        }
        boolean changed = !row.toPlan(json).equals(plan);
        if (changed) {
            row.update(plan, now, json);
            store.flush();
        }
        if (created || changed) {
            jdbi.useHandle(handle -> {
                store.keepVersions(handle, tenant, List.of(plan), now);
                feed.append(handle, tenant, now, entries(List.of(plan), now));
            });
        }
        return new Put(show(tenant, List.of(plan)).getFirst(), created);
    }

    @Transactional
    Optional<Shown> show(TenantId tenant, PlanId plan) {
        return find(tenant, plan).map(found -> show(tenant, List.of(found)).getFirst());
    }

    /** Everything that is to be said of the catalogue. */
    @Transactional
    public List<CatalogueWarning> warnings(TenantId tenant) {
        return CatalogueWarning.of(all(tenant, List.of()));
    }

    private List<Shown> show(TenantId tenant, List<Plan> plans) {
        if (plans.isEmpty()) {
            return List.of();
        }
        List<String> products = plans.stream().map(Plan::product).distinct().toList();
        return show(plans, CatalogueWarning.of(all(tenant, products)));
    }

    private static List<Shown> show(List<Plan> plans, List<CatalogueWarning> warnings) {
        return plans.stream()
                .map(plan -> new Shown(
                        plan,
                        warnings.stream()
                                .filter(warning -> warning.concerns(plan))
                                .toList()))
                .toList();
    }

    private List<Plan> all(TenantId tenant, Collection<String> products) {
        return jdbi.withHandle(handle -> store.ofProducts(handle, tenant, products));
    }

    /** Every plan of some products, or of all when none is named, by id. */
    public List<Plan> ofProducts(Handle handle, TenantId tenant, Collection<String> products) {
        return store.ofProducts(handle, tenant, products);
    }

    @Transactional
    public Optional<Plan> find(TenantId tenant, PlanId plan) {
        return store.findByIdOptional(PlanRow.Key.of(tenant, plan)).map(row -> row.toPlan(json));
    }

    /** The same as it was known at an instant. */
    @Transactional
    Optional<Shown> show(TenantId tenant, PlanId plan, Instant asOf) {
        return known(tenant, asOf).stream()
                .filter(shown -> shown.plan().planId().equals(plan))
                .findFirst();
    }

    private List<Shown> known(TenantId tenant, Instant asOf) {
        List<Plan> plans = jdbi.withHandle(handle -> store.known(handle, tenant, asOf));
        return show(plans, CatalogueWarning.of(plans));
    }

    /**
     * The next plans by id.
     *
     * @param asOf as they were known then; as they are if null
     */
    @Transactional
    List<Shown> list(TenantId tenant, String after, @Nullable Instant asOf, int limit) {
        if (asOf != null) {
            return known(tenant, asOf).stream()
                    .filter(shown ->
                            CallerId.BYTEWISE.compare(shown.plan().planId().value(), after) > 0)
                    .limit(limit)
                    .toList();
        }
        return show(
                tenant,
                store.list(tenant, after, limit).stream()
                        .map(row -> row.toPlan(json))
                        .toList());
    }

    /** Makes many plans so, inside the caller's transaction; says for each whether that changed anything. */
    public List<Boolean> putAll(Handle handle, TenantId tenant, List<Plan> plans) {
        Instant now = now();
        Map<String, Plan> last = new LinkedHashMap<>();
        plans.forEach(plan -> last.put(plan.planId().value(), plan));
        Set<String> inserted = new HashSet<>(store.insert(handle, tenant, last.values(), now));
        Map<String, Plan> known = store.find(handle, tenant, last.keySet());
        List<Plan> updated = last.values().stream()
                .filter(plan -> !plan.equals(known.get(plan.planId().value())))
                .toList();
        Set<Plan> told = new HashSet<>(updated);
        last.values().stream()
                .filter(plan -> inserted.contains(plan.planId().value()))
                .forEach(told::add);
        if (!updated.isEmpty()) {
            store.update(handle, tenant, updated, now);
        }
        List<Plan> inOrder = last.values().stream().filter(told::contains).toList();
        store.keepVersions(handle, tenant, inOrder, now);
        feed.append(handle, tenant, now, entries(inOrder, now));
        return plans.stream().map(told::contains).toList();
    }

    /** Plans by id. */
    public Map<String, Plan> find(Handle handle, TenantId tenant, Collection<String> ids) {
        return store.find(handle, tenant, ids);
    }

    /** Makes plans nobody told of; the rows that tell of them are for the caller to append with its own. */
    public List<FeedEntry> create(Handle handle, TenantId tenant, Collection<Plan> plans, Instant now) {
        Set<String> inserted = new HashSet<>(store.insert(handle, tenant, plans, now));
        List<Plan> made = new ArrayList<>(plans);
        made.removeIf(plan -> !inserted.contains(plan.planId().value()));
        store.keepVersions(handle, tenant, made, now);
        return entries(made, now);
    }

    /** Every plan's core features as they were known at an instant. */
    public Map<String, Set<String>> features(Handle handle, TenantId tenant, Instant knownAt) {
        return store.features(handle, tenant, knownAt);
    }

    /** Every plan as it was known at an instant, by id; the first of its versions for a time before all. */
    public Map<String, Plan> versions(Handle handle, TenantId tenant, Instant knownAt) {
        return store.versions(handle, tenant, knownAt);
    }

    private static List<FeedEntry> entries(List<Plan> plans, Instant now) {
        return plans.stream()
                .map(plan -> new FeedEntry(
                        FeedEntry.Type.PLAN,
                        now,
                        new Told(
                                plan.planId(),
                                plan.name(),
                                plan.product(),
                                plan.tierRank(),
                                plan.isPublic(),
                                plan.offering().addOn())))
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
