package dev.keizoku.subscriptions.offer;

import dev.keizoku.kernel.PlanId;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;

/**
 * Plans that cost less together.
 *
 * @param planIds all of them have to be subscribed to; in the order of their ids
 * @param percentOff off the price of each, as a part of 1
 */
public record Bundle(BundleId bundleId, String name, List<PlanId> planIds, BigDecimal percentOff) {

    public Bundle {
        planIds = planIds.stream().sorted().distinct().toList();
        percentOff = percentOff.stripTrailingZeros();
    }

    /** Whether it holds for who has these plans and one of them is a certain one. */
    public boolean holds(PlanId one, Collection<PlanId> all) {
        return planIds.contains(one) && all.containsAll(planIds);
    }
}
