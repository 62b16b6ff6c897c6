package dev.keizoku.subscriptions.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How much of something is included.
 *
 * @param value null when there is no end to it
 * @param perUnit whether each unit subscribed to brings as much, such as storage with every seat
 */
public record Limit(
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal value,

        @Nullable String unit,
        boolean perUnit) {

    public Limit {
        value = value == null ? null : Numbers.canonical(value);
    }

    /** What so many units of the plan include; null when there is no end to it. */
    public @Nullable BigDecimal of(BigDecimal quantity) {
        return value == null || !perUnit ? value : Numbers.canonical(value.multiply(quantity));
    }
}
