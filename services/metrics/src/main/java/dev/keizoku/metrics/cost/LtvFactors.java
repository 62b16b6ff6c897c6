package dev.keizoku.metrics.cost;

import java.math.BigDecimal;

/**
 * What a lifetime value (gross margin form) is made of.
 *
 * @param arpa what a customer pays a month
 * @param grossMargin what is left of it
 * @param lifetime for how many months
 */
public record LtvFactors(BigDecimal arpa, BigDecimal grossMargin, BigDecimal lifetime) {

    public BigDecimal value() {
        return arpa.multiply(grossMargin).multiply(lifetime);
    }
}
