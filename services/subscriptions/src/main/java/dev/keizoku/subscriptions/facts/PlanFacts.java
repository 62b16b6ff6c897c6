package dev.keizoku.subscriptions.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.subscriptions.plan.Limit;
import dev.keizoku.subscriptions.plan.Offering;
import dev.keizoku.subscriptions.plan.Plan;
import dev.keizoku.subscriptions.timeline.Terms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an account's plans bring.
 *
 * @param planIds of the subscriptions that are live, add-ons included
 * @param features everything included, the core features among it
 * @param limits the sums of the plans' limits, and where those do not speak of them, the users and the volume they are
 *     meant for; what one of them does not limit is not there
 * @param tierRank the highest of the plans that are no add-ons; null when none is in the catalogue
 */
record PlanFacts(
        Set<String> planIds,
        Set<String> coreFeatures,
        Set<String> features,
        SortedMap<String, BigDecimal> limits,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer tierRank) {

    /** The name of the axis that says for how many users a plan is meant. */
    private static final String USERS = "users";

    /** The catalogue as it was known. */
    record Catalogue(Map<String, Set<String>> coreFeatures, Map<String, Plan> plans) {}

    private record Item(String planId, BigDecimal quantity) {}

    private record Held(Plan plan, BigDecimal quantity) {}

    static PlanFacts of(List<Terms> live, Catalogue catalogue) {
        List<Item> items = live.stream().flatMap(PlanFacts::items).toList();
        Set<String> ids = new TreeSet<>();
        Set<String> core = new TreeSet<>();
        List<Held> held = new ArrayList<>();
        for (Item item : items) {
            ids.add(item.planId());
            core.addAll(catalogue.coreFeatures().getOrDefault(item.planId(), Set.of()));
            Plan plan = catalogue.plans().get(item.planId());
            if (plan != null) {
                held.add(new Held(plan, item.quantity()));
            }
        }
        Set<String> features = new TreeSet<>(core);
        held.forEach(each -> features.addAll(each.plan().includedFeatures()));
        Integer rank = held.stream()
                .map(Held::plan)
                .filter(plan -> !plan.offering().addOn())
                .map(Plan::tierRank)
                .max(Integer::compare)
                .orElse(null);
        return new PlanFacts(ids, core, features, limits(held), rank);
    }

    private static Stream<Item> items(Terms terms) {
        return Stream.concat(
                Stream.of(new Item(terms.planId().value(), terms.quantity())),
                terms.addOns().stream().map(addOn -> new Item(addOn.planId().value(), addOn.quantity())));
    }

    private static SortedMap<String, BigDecimal> limits(List<Held> held) {
        SortedMap<String, BigDecimal> limits = new TreeMap<>();
        Set<String> unlimited = new HashSet<>();
        for (Held each : held) {
            for (Map.Entry<String, Limit> limit :
                    each.plan().offering().limits().entrySet()) {
                BigDecimal value = limit.getValue().of(each.quantity());
                if (value == null) {
                    unlimited.add(limit.getKey());
                } else {
                    limits.merge(limit.getKey(), value, BigDecimal::add);
                }
            }
        }
        axes(held).forEach(limits::putIfAbsent);
        limits.keySet().removeAll(unlimited);
        return limits;
    }

    /** For how much the plans are meant that stand on an axis: the most of them. */
    private static Map<String, BigDecimal> axes(List<Held> held) {
        Map<String, BigDecimal> most = new TreeMap<>();
        for (Held each : held) {
            Offering.Axes axes = each.plan().offering().axes();
            if (axes.users() != null) {
                most.merge(USERS, BigDecimal.valueOf(axes.users()), BigDecimal::max);
            }
            Offering.Volume volume = axes.volume();
            if (volume != null) {
                most.merge(volume.unit(), volume.value(), BigDecimal::max);
            }
        }
        return most;
    }
}
