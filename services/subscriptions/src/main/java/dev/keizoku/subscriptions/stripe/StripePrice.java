package dev.keizoku.subscriptions.stripe;

import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.subscriptions.plan.IntervalUnit;
import dev.keizoku.subscriptions.plan.ListPrice;
import dev.keizoku.subscriptions.plan.Price;
import dev.keizoku.subscriptions.plan.Tax;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A recurring price, which the older API calls a plan.
 *
 * @param smallestUnits of one unit each interval; null when it depends on the tier
 * @param metered whether it is charged by what is used, so that nothing is agreed in advance
 * @param inclusive whether the amount has the tax in it
 */
record StripePrice(
        String id,
        @Nullable String product,
        Currency currency,
        @Nullable BigDecimal smallestUnits,
        IntervalUnit interval,
        int intervalCount,
        boolean metered,
        boolean inclusive,
        StripeTiers tiers,
        @Nullable Packaging packaged,
        @Nullable String nickname,
        boolean active,
        Instant created) {

    private static final int SCALE = 12;

    /** So many units that are sold as one. */
    record Packaging(BigDecimal units, RoundingMode rounding) {

        BigDecimal count(BigDecimal quantity) {
            return quantity.divide(units, 0, rounding);
        }
    }

    /** Whether an object is a price, or a plan, that recurs. */
    static boolean recurs(StripeNode node) {
        return node.at("recurring").isObject() || node.has("interval");
    }

    static StripePrice of(StripeNode node) {
        StripeNode recurring = node.at("recurring").isObject() ? node.at("recurring") : node;
        boolean metered = "metered".equals(recurring.text("usage_type"));
        Integer count = recurring.integer("interval_count");
        Instant created = node.time("created");
        return new StripePrice(
                node.required("id"),
                node.id("product"),
                Objects.requireNonNull(node.as("currency", StripeMoney::currency, "Expected a currency.")),
                amount(node),
                interval(recurring),
                count == null ? 1 : count,
                metered,
                "inclusive".equals(node.text("tax_behavior")),
                StripeTiers.of(node),
                packaging(node),
                node.text("nickname"),
                !node.has("active") || node.flag("active"),
                created == null ? Instant.EPOCH : created);
    }

    /** The plan of ours it is a price of. */
    PlanId plan(StripeDefaults defaults) {
        return new PlanId(
                switch (defaults.planBy()) {
                    case PRODUCT -> product == null ? id : product;
                    case PRICE -> id;
                });
    }

    /** Whether one unit costs the same however many are taken. */
    boolean flat() {
        return metered || smallestUnits != null;
    }

    /** How many are paid for when so many are taken. */
    BigDecimal counted(BigDecimal quantity) {
        return packaged == null ? quantity : packaged.count(quantity);
    }

    /**
     * What each of so many costs, without tax.
     *
     * @param taxRate of the tax in the amount; null when there is none or nobody knows
     * @throws UnreadableObject when it has tiers that are not told
     */
    Price each(BigDecimal quantity, @Nullable BigDecimal taxRate) {
        BigDecimal units = metered ? BigDecimal.ZERO : smallestUnits;
        if (units == null) {
            BigDecimal total = tiers.total(quantity);
            if (total == null) {
                throw UnreadableObject.soFar(
                        "price",
                        "Price " + id + " has tiers, which Stripe tells only when asked: import prices with"
                                + " expand[]=data.tiers.");
            }
            units = total.divide(quantity, SCALE, RoundingMode.HALF_UP);
        }
        return price(units, taxRate);
    }

    /** The price as a plan lists it. */
    ListPrice listed(StripeDefaults defaults) {
        BigDecimal rate = inclusive ? defaults.taxRate() : null;
        Price net = each(BigDecimal.ONE, rate);
        Money gross = rate == null || smallestUnits == null ? null : StripeMoney.of(smallestUnits, currency);
        Tax tax = rate == null ? null : new Tax(true, rate);
        return new ListPrice(net.amount(), interval, intervalCount, gross, tax, metered, null);
    }

    /** The price of an item of which nothing is taken. */
    Price nothing() {
        return price(BigDecimal.ZERO, null);
    }

    private Price price(BigDecimal units, @Nullable BigDecimal taxRate) {
        Money told = StripeMoney.of(units, currency);
        Money net = taxRate == null
                ? told
                : new Money(told.amount().divide(BigDecimal.ONE.add(taxRate), SCALE, RoundingMode.HALF_UP), currency);
        try {
            return new Price(net, interval, intervalCount);
        } catch (IllegalArgumentException unfit) {
            throw new UnreadableObject("price", "Price " + id + " cannot be: " + unfit.getMessage());
        }
    }

    private static @Nullable BigDecimal amount(StripeNode node) {
        return Stream.of("unit_amount_decimal", "unit_amount", "amount_decimal", "amount")
                .map(node::number)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static IntervalUnit interval(StripeNode recurring) {
        recurring.required("interval");
        return Objects.requireNonNull(recurring.as("interval", IntervalUnit::of, "Accepted: day, week, month, year."));
    }

    private static @Nullable Packaging packaging(StripeNode node) {
        for (String field : List.of("transform_quantity", "transform_usage")) {
            BigDecimal units = node.at(field).number("divide_by");
            if (units != null && units.signum() > 0) {
                boolean down = "down".equals(node.at(field).text("round"));
                return new Packaging(units, down ? RoundingMode.DOWN : RoundingMode.UP);
            }
        }
        return null;
    }
}
