package dev.keizoku.health.expansion;

import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.PlanFact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tenant's plans, as what an account could have instead of, or beside, what it has. */
public final class Catalogue {

    private static final int SCALE = 12;

    private final Map<String, PlanFact> plans;

    public Catalogue(Collection<PlanFact> plans) {
        this.plans = plans.stream()
                .collect(Collectors.toMap(PlanFact::planId, plan -> plan, (one, same) -> one, LinkedHashMap::new));
    }

    /** What an account is mainly on: of its plans that are no add-ons the one of the highest tier. */
    Optional<PlanFact> main(AccountFact fact) {
        return fact.planIds().stream()
                .map(plans::get)
                .filter(Objects::nonNull)
                .filter(plan -> !plan.addOn())
                .max(Comparator.comparingInt(PlanFact::tierRank).thenComparing(PlanFact::planId));
    }

    /** The next higher plan of the product. */
    Optional<PlanFact> higher(PlanFact than) {
        return others(than)
                .filter(plan -> plan.tierRank() > than.tierRank())
                .min(Comparator.comparingInt(PlanFact::tierRank).thenComparing(PlanFact::planId));
    }

    /** The add-on the account does not have that brings the most of the features. */
    Optional<PlanFact> addOn(AccountFact fact, Collection<String> features) {
        Set<String> wanted = Set.copyOf(features);
        Comparator<PlanFact> byFit = Comparator.comparingLong(plan -> brought(plan, wanted));
        return plans.values().stream()
                .filter(plan ->
                        plan.addOn() && plan.forSale() && !fact.planIds().contains(plan.planId()))
                .filter(plan -> brought(plan, wanted) > 0)
                .max(byFit.thenComparing(Comparator.comparing(PlanFact::planId).reversed()));
    }

    /** The cheapest plan of the product that costs less and covers the use. */
    Optional<PlanFact> cheaper(PlanFact than, BigDecimal quantity, Map<String, BigDecimal> most, Set<String> features) {
        Set<String> needed = than.features().stream().filter(features::contains).collect(Collectors.toSet());
        return others(than)
                .filter(plan -> plan.features().containsAll(needed))
                .filter(plan -> covers(plan, quantity, most))
                .filter(plan -> ratio(than, plan)
                        .filter(ratio -> ratio.compareTo(BigDecimal.ONE) < 0)
                        .isPresent())
                .min(Comparator.comparing((PlanFact plan) -> ratio(than, plan).orElseThrow())
                        .thenComparing(PlanFact::planId));
    }

    /** How many times the price of one plan another's is, in the first currency that both have one in. */
    Optional<BigDecimal> ratio(PlanFact from, PlanFact to) {
        List<Currency> currencies = from.prices().stream()
                .map(price -> price.amount().currency())
                .distinct()
                .toList();
        for (Currency currency : currencies) {
            BigDecimal now = from.yearlyIn(currency);
            BigDecimal then = to.yearlyIn(currency);
            if (now != null && then != null && now.signum() > 0) {
                return Optional.of(then.divide(now, SCALE, RoundingMode.HALF_UP));
            }
        }
        return Optional.empty();
    }

    private Stream<PlanFact> others(PlanFact than) {
        return plans.values().stream()
                .filter(plan -> !plan.addOn()
                        && plan.forSale()
                        && plan.product().equals(than.product())
                        && !plan.planId().equals(than.planId()));
    }

    private static boolean covers(PlanFact plan, BigDecimal quantity, Map<String, BigDecimal> most) {
        BigDecimal users = plan.axes() == null ? null : plan.axes().users();
        BigDecimal active = most.getOrDefault(Utilisation.USERS, BigDecimal.ZERO);
        if (users != null && !plan.limits().containsKey(Utilisation.USERS) && active.compareTo(users) > 0) {
            return false;
        }
        return plan.limits().entrySet().stream().allMatch(limit -> {
            BigDecimal value = limit.getValue().value();
            BigDecimal used = most.get(limit.getKey());
            if (value == null || used == null) {
                return true;
            }
            BigDecimal brings = limit.getValue().perUnit() && quantity.signum() > 0 ? value.multiply(quantity) : value;
            return used.compareTo(brings) <= 0;
        });
    }

    private static long brought(PlanFact plan, Set<String> wanted) {
        return plan.features().stream().filter(wanted::contains).distinct().count();
    }
}
