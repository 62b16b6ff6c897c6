package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing a subscription is for.
 *
 * @param metered whether what is used of it is charged, which no price of ours says
 */
record StripeItem(String itemId, Instant created, PlanId planId, BigDecimal quantity, Price price, boolean metered) {

    /** The one that was there first is the main one. */
    static final Comparator<StripeItem> ORDER =
            Comparator.comparing(StripeItem::created).thenComparing(StripeItem::itemId);

    private static final BigDecimal PERCENT = new BigDecimal("0.01");

    /**
     * Reads an item.
     *
     * @param subscription whose tax rates hold where the item has none
     * @param prices finds a price that the item only names
     */
    static StripeItem of(
            StripeNode item,
            StripeNode subscription,
            StripeDefaults defaults,
            Function<String, @Nullable StripePrice> prices) {
        StripePrice price = price(item, prices);
        BigDecimal told = item.number("quantity");
        BigDecimal quantity = price.counted(told == null ? BigDecimal.ONE : told);
        Instant created = item.time("created");
        BigDecimal rate = taxRate(item, subscription, price, defaults);
        boolean none = quantity.signum() <= 0;
        return new StripeItem(
                item.required("id"),
                created == null ? Instant.EPOCH : created,
                price.plan(defaults),
                none || price.metered() ? BigDecimal.ONE : quantity,
                none ? price.nothing() : price.each(quantity, rate),
                price.metered());
    }

    boolean sameAs(StripeItem other) {
        return itemId.equals(other.itemId)
                && planId.equals(other.planId)
                && quantity.compareTo(other.quantity) == 0
                && price.equals(other.price)
                && metered == other.metered;
    }

    private static StripePrice price(StripeNode item, Function<String, @Nullable StripePrice> prices) {
        for (String field : new String[] {"price", "plan"}) {
            StripeNode told = item.at(field);
            if (told.isObject() && StripePrice.recurs(told)) {
                StripePrice own = StripePrice.of(told);
                StripePrice known = own.flat() || own.tiers().told() ? null : prices.apply(own.id());
                return known == null ? own : known;
            }
            String id = item.text(field);
            StripePrice known = id == null ? null : prices.apply(id);
            if (known != null) {
                return known;
            }
            if (id != null) {
                throw UnreadableObject.soFar("items", "Price " + id + " is not known yet.");
            }
        }
        throw new UnreadableObject("items", "An item has a price that recurs.");
    }

    /** The rate of the tax that is in the price; null when none is, or nobody says how much. */
    private static @Nullable BigDecimal taxRate(
            StripeNode item, StripeNode subscription, StripePrice price, StripeDefaults defaults) {
        StripeNode owner = item.list("tax_rates").isEmpty() ? subscription : item;
        String field = owner == item ? "tax_rates" : "default_tax_rates";
        BigDecimal sum = BigDecimal.ZERO;
        for (StripeNode rate : owner.list(field)) {
            BigDecimal percentage = rate.number("percentage");
            if (percentage != null && rate.flag("inclusive")) {
                sum = sum.add(percentage.multiply(PERCENT));
            }
        }
        if (sum.signum() > 0) {
            return sum.setScale(Math.min(sum.scale(), 12), RoundingMode.HALF_UP);
        }
        return price.inclusive() ? defaults.taxRate() : null;
    }
}
