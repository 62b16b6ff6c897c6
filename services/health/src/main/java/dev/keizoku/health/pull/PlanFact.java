package dev.keizoku.health.pull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan of the tenant's catalogue, as subscriptions tells of it.
 *
 * @param onSale whether it is public; a legacy plan is sold to nobody new
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanFact(
        String planId,
        @Nullable String name,
        String product,
        int tierRank,
        @JsonProperty("public") boolean onSale,
        boolean legacy,
        boolean addOn,
        @Nullable Axes axes,
        Map<String, Limit> limits,
        List<String> features,
        List<Price> prices) {

    private static final int SCALE = 12;

    public PlanFact {
        limits = Absent.empty(limits);
        features = Absent.empty(features);
        prices = Absent.empty(prices);
    }

    /** For how many users it is meant. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Axes(@Nullable BigDecimal users) {}

    /**
     * How much of something it includes.
     *
     * @param value null when there is no end to it
     * @param perUnit whether each unit subscribed to brings as much
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Limit(@Nullable BigDecimal value, boolean perUnit) {}

    /** What one unit costs each billing interval. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Price(Money amount, String interval, int intervalCount, boolean metered) {

        /** What it comes to in a year. */
        BigDecimal yearly() {
            BigDecimal times = BigDecimal.valueOf(
                    switch (interval) {
                        case "day" -> 365;
                        case "week" -> 52;
                        case "month" -> 12;
                        default -> 1;
                    });
            return amount.amount()
                    .multiply(times)
                    .divide(BigDecimal.valueOf(Math.max(1, intervalCount)), SCALE, RoundingMode.HALF_UP);
        }
    }

    /** Whether it can be proposed to anybody. */
    public boolean forSale() {
        return onSale && !legacy;
    }

    /** What one unit of it costs a year in a currency, at its dearest billing interval; null without such a price. */
    public @Nullable BigDecimal yearlyIn(Currency currency) {
        return prices.stream()
                .filter(price -> !price.metered() && price.amount().currency().equals(currency))
                .map(Price::yearly)
                .max(BigDecimal::compareTo)
                .orElse(null);
    }
}
