package dev.keizoku.subscriptions.stripe;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What so many units cost where it depends on how many.
 *
 * @param graduated whether each unit costs what its own tier says, rather than all what the last one's does
 */
record StripeTiers(boolean graduated, List<Tier> tiers) {

    /**
     * One tier.
     *
     * @param upTo the last unit in it; null for the last tier
     */
    record Tier(@Nullable BigDecimal upTo, BigDecimal flat, BigDecimal each) {}

    static StripeTiers of(StripeNode price) {
        List<Tier> tiers = new ArrayList<>();
        for (StripeNode tier : price.list("tiers")) {
            String upTo = tier.text("up_to");
            tiers.add(new Tier(
                    upTo == null || upTo.equals("inf") ? null : tier.number("up_to"),
                    either(tier, "flat_amount_decimal", "flat_amount"),
                    either(tier, "unit_amount_decimal", "unit_amount")));
        }
        return new StripeTiers("graduated".equals(price.text("tiers_mode")), tiers);
    }

    boolean told() {
        return !tiers.isEmpty();
    }

    /** What so many cost together, in smallest units; null when no tier says so. */
    @Nullable BigDecimal total(BigDecimal quantity) {
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal below = BigDecimal.ZERO;
        for (Tier tier : tiers) {
            boolean last = tier.upTo() == null || tier.upTo().compareTo(quantity) >= 0;
            if (graduated) {
                BigDecimal inTier = (last || tier.upTo() == null ? quantity : tier.upTo()).subtract(below);
                total = total.add(tier.flat()).add(tier.each().multiply(inTier));
            } else if (last) {
                total = tier.flat().add(tier.each().multiply(quantity));
            }
            if (last) {
                return total;
            }
            below = tier.upTo();
        }
        return null;
    }

    private static BigDecimal either(StripeNode tier, String exact, String whole) {
        BigDecimal amount = tier.number(exact);
        BigDecimal other = amount == null ? tier.number(whole) : amount;
        return other == null ? BigDecimal.ZERO : other;
    }
}
