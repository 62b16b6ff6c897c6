package dev.keizoku.subscriptions.coupon;

import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.subscriptions.SubscriptionsProblem;
import dev.keizoku.subscriptions.plan.Plans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What can be done with coupons. */
@ApplicationScoped
public class Coupons {

    private final CouponStore store;
    private final Plans plans;
    private final Tenants tenants;
    private final Jdbi jdbi;
    private final Clock clock;

    Coupons(CouponStore store, Plans plans, Tenants tenants, Jdbi jdbi, Clock clock) {
        this.store = store;
        this.plans = plans;
        this.tenants = tenants;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Makes the coupon so; whether it is new. Subscriptions it was redeemed for keep what they were given. */
    @Transactional
    boolean put(TenantId tenant, Coupon coupon) {
        tenants.get(tenant);
        return jdbi.withHandle(handle -> {
            checkPlans(handle, tenant, coupon.planIds());
            return store.put(handle, tenant, coupon, clock.instant().truncatedTo(ChronoUnit.MICROS));
        });
    }

    /** Makes a coupon of no plan in particular so, inside the caller's transaction. */
    public void learn(Handle handle, TenantId tenant, Coupon coupon) {
        store.put(handle, tenant, coupon, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    @Transactional
    Optional<Coupon> find(TenantId tenant, CouponId coupon) {
        return Optional.ofNullable(jdbi.withHandle(handle -> store.find(handle, tenant, List.of(coupon.value())))
                .get(coupon.value()));
    }

    /** Coupons by id. */
    public Map<String, Coupon> find(Handle handle, TenantId tenant, Collection<String> ids) {
        return store.find(handle, tenant, ids);
    }

    @Transactional
    List<Coupon> list(TenantId tenant, String after, int limit) {
        return jdbi.withHandle(handle -> store.list(handle, tenant, after, limit));
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
}
