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
public record Selection(
        List<String> groupBy, Set<String> plans, Set<String> currencies, Map<String, Set<String>> attributes) {

    public static final String PLAN = "plan";
    public static final String CURRENCY = "currency";
    public static final String ATTRIBUTE = "attribute.";

    public static final Selection EVERYTHING = new Selection(List.of(), Set.of(), Set.of(), Map.of());

    public Selection {
        groupBy = List.copyOf(groupBy);
        plans = Set.copyOf(plans);
        currencies = Set.copyOf(currencies);
        attributes = Map.copyOf(attributes);
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
}
