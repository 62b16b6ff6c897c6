package dev.keizoku.metrics.movement;

import dev.keizoku.kernel.Money;
import dev.keizoku.metrics.timeline.AddOn;
import dev.keizoku.metrics.timeline.Discount;
import dev.keizoku.metrics.timeline.Price;
import dev.keizoku.metrics.timeline.Terms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What terms are worth a year, item by item: before discounts and after. */
final class Worth {

    private static final int SCALE = 12;

    /** ISO 4217's code for no currency: what a subscription without a price is counted under. */
    static final Currency NO_CURRENCY = Currency.getInstance("XXX");

    private Worth() {}

    /** The items of a subscription, the main one first; worth nothing unless its state counts. */
    static List<ItemWorth> of(Terms terms, LedgerPolicies policies) {
        boolean counts = counts(terms, policies);
        List<ItemWorth> items = new ArrayList<>();
        items.add(item(true, terms.plan(), terms.price(), counts ? main(terms, policies) : BigDecimal.ZERO));
        for (AddOn addOn : terms.addOns()) {
            Price price = addOn.price();
            if (price != null) {
                items.add(item(false, addOn.plan(), price, counts ? price.annual(addOn.quantity()) : BigDecimal.ZERO));
            }
        }
        return counts ? discounted(items, terms, policies) : items;
    }

    private static boolean counts(Terms terms, LedgerPolicies policies) {
        return switch (terms.state()) {
            case ACTIVE, PAST_DUE -> true;
            case PAUSED -> policies.pausedCounts();
            case TRIAL, FREE, ENDED -> false;
        };
    }

    private static ItemWorth item(boolean main, String plan, @Nullable Price price, BigDecimal gross) {
        return new ItemWorth(
                main,
                plan,
                price == null ? NO_CURRENCY : price.currency(),
                price == null ? "" : price.interval(),
                gross,
                gross);
    }

    /** The fixed part, or what is guaranteed where that is more. */
    private static BigDecimal main(Terms terms, LedgerPolicies policies) {
        Price price = terms.price();
        if (price == null) {
            return BigDecimal.ZERO;
        }
        BigDecimal fixed = price.annual(terms.quantity());
        BigDecimal minimum = terms.minimum();
        return minimum == null || policies.usage() == LedgerPolicies.Usage.EXCLUDE
                ? fixed
                : fixed.max(price.yearly(minimum));
    }

    /** Shares are taken off first, one after the other, then amounts, which the items bear in proportion. */
    private static List<ItemWorth> discounted(List<ItemWorth> items, Terms terms, LedgerPolicies policies) {
        BigDecimal left = BigDecimal.ONE;
        List<Money> amounts = new ArrayList<>();
        for (Discount discount : terms.discounts()) {
            if (!applies(discount, policies)) {
                continue;
            }
            BigDecimal percentOff = discount.percentOff();
            left = percentOff == null ? left : left.multiply(BigDecimal.ONE.subtract(percentOff));
            Price price = terms.price();
            Money amountOff = discount.amountOff();
            if (amountOff != null && price != null) {
                amounts.add(new Money(price.yearly(amountOff.amount()), amountOff.currency()));
            }
        }
        List<ItemWorth> net = new ArrayList<>();
        for (ItemWorth item : items) {
            net.add(item.withNet(plain(item.gross().multiply(left))));
        }
        amounts.forEach(amount -> takeOff(net, amount));
        return net;
    }

    private static boolean applies(Discount discount, LedgerPolicies policies) {
        return discount.duration() != Discount.Duration.ONCE
                && switch (policies.discounts()) {
                    case ALL -> true;
                    case FOREVER_ONLY -> discount.duration() == Discount.Duration.FOREVER;
                    case NONE -> false;
                };
    }

    /** The last item bears what rounding leaves, so that together they bear the amount exactly. */
    private static void takeOff(List<ItemWorth> items, Money off) {
        BigDecimal total = BigDecimal.ZERO;
        int last = -1;
        for (int i = 0; i < items.size(); i++) {
            ItemWorth item = items.get(i);
            if (item.currency().equals(off.currency()) && item.net().signum() > 0) {
                total = total.add(item.net());
                last = i;
            }
        }
        BigDecimal share = off.amount().min(total);
        BigDecimal rest = share;
        for (int i = 0; i <= last; i++) {
            ItemWorth item = items.get(i);
            if (!item.currency().equals(off.currency()) || item.net().signum() == 0) {
                continue;
            }
            BigDecimal part = i == last
                    ? rest
                    : share.multiply(item.net())
                            .divide(total, SCALE, RoundingMode.HALF_UP)
                            .min(rest);
            rest = rest.subtract(part);
            items.set(i, item.withNet(item.net().subtract(part).max(BigDecimal.ZERO)));
        }
    }

    private static BigDecimal plain(BigDecimal amount) {
        return amount.scale() > SCALE ? amount.setScale(SCALE, RoundingMode.HALF_UP) : amount;
    }
}
