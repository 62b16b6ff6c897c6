package dev.keizoku.metrics.timeline;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A further item of a subscription, beside its main one; a line of its own plan.
 *
 * @param price null while there is nothing to pay
 */
public record AddOn(
        String item,
        String plan,
        BigDecimal quantity,
        @Nullable Price price) {}
