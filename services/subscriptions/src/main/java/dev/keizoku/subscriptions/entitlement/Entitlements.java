package dev.keizoku.subscriptions.entitlement;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.Limit;
import dev.keizoku.subscriptions.plan.Plan;
import dev.keizoku.subscriptions.plan.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What plans bring together: every feature that one of them includes, and the sum of their limits; one without an end has
 * no end in sum.
 *
 * @param locked what public plans of the same products include and these do not
 */
record Entitlements(List<Included> features, List<Allowance> limits, List<Locked> locked) {

    /** A feature that is there, and the plans that bring it. */
    record Included(String featureId, List<PlanId> planIds) {}

    /** A feature that is not there, and the plan that would bring it for the least money. */
    record Locked(String featureId, String product, Unlock unlockedBy) {}

    /**
     * A limit in sum.
     *
     * @param value null when there is no end to it
     * @param period what of it is used is counted in; of several that which began last
     * @param raisedBy the plan with the next higher limit
     */
    record Allowance(
            String name,
            @Nullable String unit,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal value,

            List<PlanId> planIds,
            Held.Period period,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Raise raisedBy) {}

    /** A plan to change to or, if it is an add-on, to add; its price is the cheapest it has in the currency. */
    record Unlock(
            PlanId planId,
            String name,
            boolean addOn,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Price price) {}

    /** A plan to change to, and what it allows. */
    record Raise(
            PlanId planId,
            String name,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal value,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Price price) {}

    private record Named(String name, @Nullable String unit) {}

    /**
     * What plans bring.
     *
     * @param catalogue every plan of the products of what is held
     * @param currency the one that prices are compared in
     */
    static Entitlements of(List<Held> held, Collection<Plan> catalogue, Currency currency) {
        Map<String, Set<PlanId>> included = new TreeMap<>();
        for (Held each : held) {
            each.plan()
                    .includedFeatures()
                    .forEach(feature -> included.computeIfAbsent(feature, name -> new TreeSet<>())
                            .add(each.plan().planId()));
        }
        List<Included> features = new ArrayList<>();
        included.forEach((feature, plans) -> features.add(new Included(feature, List.copyOf(plans))));
        return new Entitlements(
                features, allowances(held, catalogue, currency), locked(included.keySet(), catalogue, currency));
    }

    private static List<Locked> locked(Set<String> included, Collection<Plan> catalogue, Currency currency) {
        Map<String, Plan> cheapest = new TreeMap<>();
        Comparator<Plan> order = cheapestFirst(currency);
        for (Plan plan : catalogue) {
            if (forSale(plan)) {
                for (String feature : plan.includedFeatures()) {
                    cheapest.merge(feature, plan, (one, other) -> order.compare(one, other) <= 0 ? one : other);
                }
            }
        }
        cheapest.keySet().removeAll(included);
        List<Locked> locked = new ArrayList<>();
        cheapest.forEach((feature, plan) -> locked.add(new Locked(
                feature,
                plan.product(),
                new Unlock(plan.planId(), plan.name(), plan.offering().addOn(), plan.cheapest(currency)))));
        return locked;
    }

    private static List<Allowance> allowances(List<Held> held, Collection<Plan> catalogue, Currency currency) {
        Map<Named, List<Held>> limited = new TreeMap<>(
                Comparator.comparing(Named::name).thenComparing(named -> named.unit() == null ? "" : named.unit()));
        for (Held each : held) {
            each.plan()
                    .offering()
                    .limits()
                    .forEach((name, limit) -> limited.computeIfAbsent(
                                    new Named(name, limit.unit()), key -> new ArrayList<>())
                            .add(each));
        }
        List<Allowance> allowances = new ArrayList<>();
        limited.forEach((named, bringing) -> allowances.add(new Allowance(
                named.name(),
                named.unit(),
                sum(named.name(), bringing),
                bringing.stream()
                        .map(each -> each.plan().planId())
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .toList(),
                bringing.stream()
                        .map(Held::period)
                        .max(Comparator.comparing(Held.Period::from))
                        .orElseThrow(),
                raise(named, bringing, catalogue, currency))));
        return allowances;
    }

    private static @Nullable BigDecimal sum(String name, List<Held> bringing) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Held each : bringing) {
            Limit limit = each.plan().offering().limits().get(name);
            BigDecimal value = limit == null ? BigDecimal.ZERO : limit.of(each.quantity());
            if (value == null) {
                return null;
            }
            sum = sum.add(value);
        }
        return sum;
    }

    /** The next higher limit among the plans that could stand in the place of one that is held. */
    private static @Nullable Raise raise(
            Named named, List<Held> bringing, Collection<Plan> catalogue, Currency currency) {
        List<Raise> raises = new ArrayList<>();
        List<Plan> offered = catalogue.stream()
                .filter(Plan::onOffer)
                .sorted(cheapestFirst(currency))
                .toList();
        for (Held each : bringing) {
            BigDecimal own = value(each.plan(), named, each.quantity());
            if (each.plan().offering().addOn() || own == null) {
                continue;
            }
            for (Plan plan : offered) {
                Limit limit = plan.offering().limits().get(named.name());
                if (limit == null || !Objects.equals(limit.unit(), named.unit())) {
                    continue;
                }
                BigDecimal value = limit.of(each.quantity());
                if (plan.product().equals(each.plan().product()) && (value == null || value.compareTo(own) > 0)) {
                    raises.add(new Raise(plan.planId(), plan.name(), value, plan.cheapest(currency)));
                }
            }
        }
        return raises.stream()
                .min(Comparator.comparing(Raise::value, Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder())))
                .orElse(null);
    }

    private static @Nullable BigDecimal value(Plan plan, Named named, BigDecimal quantity) {
        Limit limit = plan.offering().limits().get(named.name());
        return limit == null ? BigDecimal.ZERO : limit.of(quantity);
    }

    private static boolean forSale(Plan plan) {
        return plan.isPublic() && !plan.offering().legacy();
    }

    /** By what a year costs, those without a price in the currency last; then by tier and id. */
    private static Comparator<Plan> cheapestFirst(Currency currency) {
        return Comparator.comparing(
                        (Plan plan) -> plan.cheapestYear(currency),
                        Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder()))
                .thenComparingInt(Plan::tierRank)
                .thenComparing(Plan::planId);
    }
}
