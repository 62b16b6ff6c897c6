package dev.keizoku.subscriptions.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a plan offers beside its prices.
 *
 * @param axes where it stands among the plans of its product
 * @param limits how much of what is included, by name
 * @param features everything included; the core features are, whether they are named here or not
 * @param legacy kept by those who have it, sold to nobody
 * @param addOn bought beside another plan, not instead of it
 * @param termDiscounts its own discounts for long terms; the tenant's when null
 * @param upgradeDiscount off its price for who comes from a lower plan, as a part of 1
 */
public record Offering(
        Axes axes,
        Map<String, Limit> limits,
        List<String> features,
        boolean legacy,
        boolean addOn,
        @Nullable List<TermDiscount> termDiscounts,
        @Nullable BigDecimal upgradeDiscount) {

    /** A plan of which only name and prices are known. */
    public static final Offering NONE =
            new Offering(new Axes(null, null, null), Map.of(), List.of(), false, false, null, null);

    public Offering {
        limits = new TreeMap<>(limits);
        features = List.copyOf(features);
        termDiscounts = termDiscounts == null ? null : TermDiscount.inOrder(termDiscounts);
        upgradeDiscount = upgradeDiscount == null ? null : Numbers.canonical(upgradeDiscount);
    }

    /**
     * The three ways plans of a product are told apart.
     *
     * @param users for how many users it is meant
     * @param volume for how much of what is stored, called or sent
     * @param grade such as basic, professional or enterprise
     */
    public record Axes(
            @Nullable Integer users,
            @Nullable Volume volume,
            @Nullable String grade) {}

    /** So much of something. */
    public record Volume(BigDecimal value, String unit) {
        public Volume {
            value = Numbers.canonical(value);
        }
    }
}
