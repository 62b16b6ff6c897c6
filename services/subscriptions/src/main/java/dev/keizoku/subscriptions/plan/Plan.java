package dev.keizoku.subscriptions.plan;

import dev.keizoku.kernel.PlanId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be subscribed to.
 *
 * @param product plans of one product are tiers of it
 * @param tierRank orders the tiers of a product; a move to a higher rank is an upgrade
 * @param isPublic whether it is on offer to everybody
 * @param coreFeatures names of events or of used features that make the plan worth its price
 */
public record Plan(
        PlanId planId,
        String name,
        String product,
        int tierRank,
        boolean isPublic,
        List<String> coreFeatures,
        List<ListPrice> prices,
        Offering offering) {

    private static final Comparator<ListPrice> ORDER = Comparator.comparing(
                    (ListPrice price) -> price.amount().currency().getCurrencyCode())
            .thenComparing(ListPrice::interval)
            .thenComparing(ListPrice::intervalCount);

    /** The product of a plan nobody gave one. */
    public static final String DEFAULT_PRODUCT = "default";

    public Plan {
        coreFeatures = List.copyOf(coreFeatures);
        prices = prices.stream().sorted(ORDER).toList();
    }

    /**
     * The only price in the currency and of the interval, where those are given; null when none or several fit. Without a
     * count, one of a single unit is preferred.
     */
    public @Nullable Price price(
            @Nullable Currency currency, @Nullable IntervalUnit interval, @Nullable Integer intervalCount) {
        List<ListPrice> fitting = prices.stream()
                .filter(price -> currency == null || price.amount().currency().equals(currency))
                .filter(price -> interval == null || price.interval() == interval)
                .filter(price -> intervalCount == null || price.intervalCount() == intervalCount)
                .toList();
        if (fitting.size() > 1 && interval != null && intervalCount == null) {
            fitting =
                    fitting.stream().filter(price -> price.intervalCount() == 1).toList();
        }
        return fitting.size() == 1 ? fitting.getFirst().price() : null;
    }

    /** What the catalogue lists for a currency and interval; null when nothing is. */
    public @Nullable ListPrice listed(Currency currency, IntervalUnit interval, int intervalCount) {
        return prices.stream()
                .filter(price -> price.amount().currency().equals(currency)
                        && price.interval() == interval
                        && price.intervalCount() == intervalCount)
                .findFirst()
                .orElse(null);
    }

    /** What is included: the features, core or not. */
    public Set<String> includedFeatures() {
        Set<String> included = new TreeSet<>(offering.features());
        included.addAll(coreFeatures);
        return included;
    }

    /** Whether it is one of the plans people choose between: on offer to everybody, and not an add-on. */
    public boolean onOffer() {
        return isPublic && !offering.legacy() && !offering.addOn();
    }

    /** The price in a currency that costs the least in a year; null when there is none. */
    public @Nullable Price cheapest(Currency currency) {
        return prices.stream()
                .filter(price -> price.amount().currency().equals(currency))
                .min(Comparator.comparing(ListPrice::annual))
                .map(ListPrice::price)
                .orElse(null);
    }

    /** What the cheapest price in a currency comes to in a year; null when there is none. */
    public @Nullable BigDecimal cheapestYear(Currency currency) {
        Price cheapest = cheapest(currency);
        return cheapest == null ? null : cheapest.annual();
    }

    /** The plan that is made for a subscription whose plan nobody told of: its name is its id. */
    public static Plan unnamed(PlanId id, Price price) {
        return new Plan(
                id, id.value(), DEFAULT_PRODUCT, 0, true, List.of(), List.of(ListPrice.of(price)), Offering.NONE);
    }

    /** This plan with the prices another has for currencies and intervals this one has none for. */
    Plan withPricesOf(Plan other) {
        List<ListPrice> all = new ArrayList<>(prices);
        for (ListPrice price : other.prices) {
            all.add(price);
            if (offersTwice(all, all.size() - 1)) {
                all.removeLast();
            }
        }
        return new Plan(planId, name, product, tierRank, isPublic, coreFeatures, all, offering);
    }

    /** Whether the price at a place has the currency and interval of an earlier one. */
    static boolean offersTwice(List<ListPrice> prices, int place) {
        ListPrice price = prices.get(place);
        return prices.subList(0, place).stream()
                .anyMatch(
                        other -> other.amount().currency().equals(price.amount().currency())
                                && other.interval() == price.interval()
                                && other.intervalCount() == price.intervalCount());
    }
}
