package dev.keizoku.subscriptions.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.kernel.PlanId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something about the catalogue that will not make buying easy. It is said, and nothing is refused for it.
 *
 * @param product whose plans it is about
 * @param planId the plan it is about; null when it is the product as a whole
 */
public record CatalogueWarning(
        Code code, String product, @Nullable PlanId planId, String detail) {

    /** How many plans people can tell apart at a glance. */
    static final int PLENTY = 3;

    /** What is the matter. */
    public enum Code {
        TOO_MANY_PUBLIC_PLANS,
        NO_PRICE;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is to be said of plans; every plan of the products they are of has to be among them. */
    static List<CatalogueWarning> of(Collection<Plan> plans) {
        List<CatalogueWarning> warnings = new ArrayList<>();
        Map<String, Integer> onOffer = new TreeMap<>();
        for (Plan plan : plans) {
            if (plan.onOffer()) {
                onOffer.merge(plan.product(), 1, Integer::sum);
            }
        }
        onOffer.forEach((product, count) -> {
            if (count > PLENTY) {
                warnings.add(new CatalogueWarning(
                        Code.TOO_MANY_PUBLIC_PLANS,
                        product,
                        null,
                        "The product has " + count + " public plans; about three are easy to choose between."));
            }
        });
        for (Plan plan : plans) {
            if (plan.isPublic() && plan.prices().isEmpty()) {
                warnings.add(new CatalogueWarning(
                        Code.NO_PRICE,
                        plan.product(),
                        plan.planId(),
                        "The plan is public and has no price: nobody can subscribe to it."));
            }
        }
        return warnings;
    }

    /** Whether it is about a plan, alone or among those of its product. */
    boolean concerns(Plan plan) {
        return planId == null ? plan.onOffer() && plan.product().equals(product) : planId.equals(plan.planId());
    }
}
