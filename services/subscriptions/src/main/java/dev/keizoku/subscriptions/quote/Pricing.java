package dev.keizoku.subscriptions.quote;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.offer.Bundle;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.ListPrice;
import dev.keizoku.subscriptions.plan.Plan;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.plan.TermDiscount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of a plan costs a customer.
 *
 * <p>The plan's own price for the billing interval or, where it lists none, its monthly price for as many months less the
 * discount for a term as long. Then the discount for who comes from a lower plan, and that of the best bundle.
 *
 * @param usual the tenant's discounts for long terms
 * @param bundles the tenant's bundles
 * @param others the plans the customer has beside the one that is priced
 */
record Pricing(List<TermDiscount> usual, List<Bundle> bundles, Collection<PlanId> others) {

    private static final int SCALE = 12;

    /**
     * A price and what is off it.
     *
     * @param discounts in the order in which they were taken off
     */
    record Priced(Price price, List<Reduction> discounts) {}

    /** The price of a billing interval; null when the plan has none to make it of. */
    @Nullable Priced price(Plan plan, @Nullable Plan from, Currency currency, IntervalUnit interval, int intervalCount) {
        List<Reduction> reductions = new ArrayList<>();
        Price listed = plan.price(currency, interval, intervalCount);
        if (listed == null) {
            listed = ofMonths(plan, currency, interval, intervalCount, reductions);
        }
        if (listed == null) {
            return null;
        }
        BigDecimal amount = listed.amount().amount();
        BigDecimal upgrade = plan.offering().upgradeDiscount();
        if (upgrade != null && from != null && isUpgrade(from, plan)) {
            reductions.add(new Reduction.Upgrade(upgrade));
            amount = amount.multiply(BigDecimal.ONE.subtract(upgrade));
        }
        Bundle bundle = bundle(plan.planId());
        if (bundle != null) {
            reductions.add(new Reduction.Bundled(bundle.bundleId(), bundle.percentOff()));
            amount = amount.multiply(BigDecimal.ONE.subtract(bundle.percentOff()));
        }
        return new Priced(new Price(new Money(stored(amount), currency), interval, intervalCount), reductions);
    }

    /** The billing interval of a term. */
    static Price term(Price price, int months) {
        return months % 12 == 0
                ? new Price(price.amount(), IntervalUnit.YEAR, months / 12)
                : new Price(price.amount(), IntervalUnit.MONTH, months);
    }

    /** What a plan's price comes to at least: of the billing interval, or as many months' of the monthly one. */
    static @Nullable Money minimum(Plan plan, Price price) {
        Currency currency = price.amount().currency();
        ListPrice listed = plan.listed(currency, price.interval(), price.intervalCount());
        if (listed != null) {
            return listed.minimum();
        }
        ListPrice monthly = plan.listed(currency, IntervalUnit.MONTH, 1);
        Money each = monthly == null ? null : monthly.minimum();
        return each == null
                ? null
                : new Money(
                        each.amount().multiply(BigDecimal.valueOf(months(price.interval(), price.intervalCount()))),
                        currency);
    }

    /** Whether what is used is charged beside a price: that of the billing interval, or the monthly one it is made of. */
    static boolean metered(Plan plan, Price price) {
        Currency currency = price.amount().currency();
        ListPrice listed = plan.listed(currency, price.interval(), price.intervalCount());
        ListPrice of = listed == null ? plan.listed(currency, IntervalUnit.MONTH, 1) : listed;
        return of != null && of.metered();
    }

    static boolean isUpgrade(Plan from, Plan to) {
        return from.product().equals(to.product()) && to.tierRank() > from.tierRank();
    }

    private @Nullable Price ofMonths(
            Plan plan, Currency currency, IntervalUnit interval, int intervalCount, List<Reduction> reductions) {
        Price monthly = plan.price(currency, IntervalUnit.MONTH, 1);
        int months = months(interval, intervalCount);
        if (monthly == null || months == 0) {
            return null;
        }
        List<TermDiscount> own = plan.offering().termDiscounts();
        TermDiscount discount = (own == null ? usual : own)
                .stream().filter(each -> each.months() == months).findFirst().orElse(null);
        BigDecimal each = monthly.amount().amount();
        BigDecimal amount = discount == null ? each.multiply(BigDecimal.valueOf(months)) : discount.priceOf(each);
        if (discount != null) {
            reductions.add(new Reduction.Term(discount.months(), discount.freeMonths(), discount.percentOff()));
        }
        return new Price(new Money(stored(amount), currency), interval, intervalCount);
    }

    /** How many months an interval has; none when it is not made of months. */
    private static int months(IntervalUnit interval, int intervalCount) {
        return switch (interval) {
            case MONTH -> intervalCount;
            case YEAR -> intervalCount * 12;
            case DAY, WEEK -> 0;
        };
    }

    private @Nullable Bundle bundle(PlanId plan) {
        List<PlanId> all = new ArrayList<>(others);
        all.add(plan);
        return bundles.stream()
                .filter(bundle -> bundle.holds(plan, all))
                .max(Comparator.comparing(Bundle::percentOff))
                .orElse(null);
    }

    /** To the digits a price is kept with. */
    private static BigDecimal stored(BigDecimal amount) {
        return amount.scale() > SCALE ? amount.setScale(SCALE, RoundingMode.HALF_UP) : amount;
    }
}
