package dev.keizoku.subscriptions.stripe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant wants Stripe's objects to be understood where they leave it open.
 *
 * @param planBy what a plan of ours is over there
 * @param taxRate the tax in prices that include it and do not say how much, as a part of 1
 */
public record StripeDefaults(PlanBy planBy, @Nullable BigDecimal taxRate) {

    /** A plan is a product, and prices that include an unknown tax are taken as they are. */
    static final StripeDefaults USUAL = new StripeDefaults(PlanBy.PRODUCT, null);

    /** What a plan of ours is over there. */
    public enum PlanBy {
        PRODUCT,
        PRICE;

        /**
         * The choice of that name on the wire.
         *
         * @throws IllegalArgumentException with a sentence when there is none
         */
        @JsonCreator
        public static PlanBy of(String wire) {
            for (PlanBy by : values()) {
                if (by.wire().equals(wire)) {
                    return by;
                }
            }
            throw new IllegalArgumentException("Accepted: product, price.");
        }

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
