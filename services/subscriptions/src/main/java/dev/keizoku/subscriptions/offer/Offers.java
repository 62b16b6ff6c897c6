package dev.keizoku.subscriptions.offer;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.plan.Plans;
import dev.keizoku.subscriptions.plan.TermDiscount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What can be done with bundles and with discounts for long terms. */
@ApplicationScoped
public class Offers {

    private static final int ALL = 1000;

    private final OfferStore store;
    private final Plans plans;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Clock clock;

    Offers(OfferStore store, Plans plans, Tenants tenants, Jdbi jdbi, Clock clock) {
        this.store = store;
        this.plans = plans;
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** The tenant's discounts for long terms: its own, or the usual ones. */
    @Transactional
    public List<TermDiscount> termDiscounts(TenantId tenant) {
        return jdbi.withHandle(handle -> store.termDiscounts(handle, tenant).orElse(TermDiscount.DEFAULTS));
    }

    @Transactional
    void putTermDiscounts(TenantId tenant, List<TermDiscount> discounts) {
        tenants.get(tenant);
        jdbi.useHandle(handle -> store.putTermDiscounts(handle, tenant, discounts, now()));
    }

    /** Makes the bundle so; whether it is new. */
    @Transactional
    boolean put(TenantId tenant, Bundle bundle) {
        tenants.get(tenant);
        return jdbi.withHandle(handle -> {
            checkPlans(handle, tenant, bundle.planIds());
            return store.put(handle, tenant, bundle, now());
        });
    }

    @Transactional
    Optional<Bundle> find(TenantId tenant, BundleId bundle) {
        return Optional.ofNullable(jdbi.withHandle(handle -> store.bundle(handle, tenant, bundle)));
    }

    @Transactional
    List<Bundle> list(TenantId tenant, String after, int limit) {
        return jdbi.withHandle(handle -> store.list(handle, tenant, after, limit));
    }

    /** The tenant's bundles. */
    @Transactional
    public List<Bundle> bundles(TenantId tenant) {
        return list(tenant, "", ALL);
    }

    private void checkPlans(Handle handle, TenantId tenant, List<PlanId> ids) {
        Set<String> there = plans.find(
                        handle, tenant, ids.stream().map(PlanId::value).toList())
                .keySet();
        List<FieldError> errors = new ArrayList<>();
        for (PlanId id : ids) {
            if (!there.contains(id.value())) {
                errors.add(new FieldError("/plan_ids", "unknown_reference", "There is no plan " + id + "."));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                            SubscriptionsProblem.UNKNOWN_REFERENCE,
                            errors.getFirst().detail())
                    .withErrors(errors);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
