package dev.keizoku.metrics.report;

import dev.keizoku.metrics.movement.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a report is about.
 *
 * @param groupBy dimensions, in the order asked for
 * @param plans only these, or all when empty; of a customer with several plans only these count
 * @param currencies only these, or all when empty
 * @param attributes the values accepted, by the attribute's name
 * @param filters the values accepted of other dimensions
 * @param without what moved for these reasons is left out of movements and of what a cohort gained or lost
 */
public record Selection(
        List<String> groupBy,
        Set<String> plans,
        Set<String> currencies,
        Map<String, Set<String>> attributes,
        Map<String, Set<String>> filters,
        Set<Reason> without) {

    public static final String PLAN = "plan";
    public static final String CURRENCY = "currency";
    public static final String ATTRIBUTE = "attribute.";

    public static final Selection EVERYTHING = new Selection(List.of(), Set.of(), Set.of(), Map.of());

    public Selection {
        groupBy = List.copyOf(groupBy);
        plans = Set.copyOf(plans);
        currencies = Set.copyOf(currencies);
        attributes = Map.copyOf(attributes);
        filters = Map.copyOf(filters);
        without = Set.copyOf(without);
    }

    /** A selection that leaves nothing out. */
    public Selection(
            List<String> groupBy,
            Set<String> plans,
            Set<String> currencies,
            Map<String, Set<String>> attributes,
            Map<String, Set<String>> filters) {
        this(groupBy, plans, currencies, attributes, filters, Set.of());
    }

    /** A selection by plan, currency and attributes alone. */
    public Selection(
            List<String> groupBy, Set<String> plans, Set<String> currencies, Map<String, Set<String>> attributes) {
        this(groupBy, plans, currencies, attributes, Map.of());
    }

    /** The same with what moved for one more reason left out. */
    Selection without(Reason reason) {
        Set<Reason> reasons = new HashSet<>(without);
        reasons.add(reason);
        return new Selection(groupBy, plans, currencies, attributes, filters, reasons);
    }

    public boolean byPlan() {
        return groupBy.contains(PLAN);
    }

    public boolean byCurrency() {
        return groupBy.contains(CURRENCY);
    }

    public boolean takesPlan(String plan) {
        return plans.isEmpty() || plans.contains(plan);
    }

    public boolean takesCurrency(String currency) {
        return currencies.isEmpty() || currencies.contains(currency);
    }

    /** Whether amounts of different currencies are kept apart, so that they can stay what they are billed in. */
    public boolean keepsCurrenciesApart() {
        return byCurrency() || currencies.size() == 1;
    }

    /** Whether a dimension is grouped or filtered by. */
    boolean uses(String dimension) {
        return groupBy.contains(dimension) || filters.containsKey(dimension);
    }
}
