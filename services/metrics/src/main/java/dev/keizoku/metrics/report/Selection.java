package dev.keizoku.metrics.report;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a report is about.
 *
 * @param groupBy {@code plan}, {@code currency} or {@code attribute.<name>}, in the order asked for
 * @param plans only these, or all when empty; of a customer with several plans only these count
 * @param currencies only these, or all when empty
 * @param attributes the values accepted, by the attribute's name
 */
record Selection(List<String> groupBy, Set<String> plans, Set<String> currencies, Map<String, Set<String>> attributes) {

    static final String PLAN = "plan";
    static final String CURRENCY = "currency";
    static final String ATTRIBUTE = "attribute.";

    static final Selection EVERYTHING = new Selection(List.of(), Set.of(), Set.of(), Map.of());

    Selection {
        groupBy = List.copyOf(groupBy);
        plans = Set.copyOf(plans);
        currencies = Set.copyOf(currencies);
        attributes = Map.copyOf(attributes);
    }

    boolean byPlan() {
        return groupBy.contains(PLAN);
    }

    boolean byCurrency() {
        return groupBy.contains(CURRENCY);
    }

    boolean takesPlan(String plan) {
        return plans.isEmpty() || plans.contains(plan);
    }

    boolean takesCurrency(String currency) {
        return currencies.isEmpty() || currencies.contains(currency);
    }
}
