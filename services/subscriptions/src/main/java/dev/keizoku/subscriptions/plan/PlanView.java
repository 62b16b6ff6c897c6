package dev.keizoku.subscriptions.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.kernel.PlanId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan as answers show it. */
record PlanView(
        PlanId planId,
        String name,
        String product,
        int tierRank,
        @JsonProperty("public") boolean isPublic,
        boolean legacy,
        boolean addOn,
        Offering.Axes axes,
        Map<String, Limit> limits,
        List<String> features,
        List<String> coreFeatures,
        List<ListPrice> prices,
        @Nullable List<TermDiscount> termDiscounts,
        @Nullable BigDecimal upgradeDiscount,
        List<CatalogueWarning> warnings) {

    static PlanView from(Plans.Shown shown) {
        Plan plan = shown.plan();
        Offering offering = plan.offering();
        return new PlanView(
                plan.planId(),
                plan.name(),
                plan.product(),
                plan.tierRank(),
                plan.isPublic(),
                offering.legacy(),
                offering.addOn(),
                offering.axes(),
                offering.limits(),
                offering.features(),
                plan.coreFeatures(),
                plan.prices(),
                offering.termDiscounts(),
                offering.upgradeDiscount(),
                shown.warnings());
    }
}
