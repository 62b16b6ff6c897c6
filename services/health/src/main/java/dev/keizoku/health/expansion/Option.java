package dev.keizoku.health.expansion;

import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that could be proposed, with the conditions that are its own.
 *
 * @param suggestion what would be proposed; null where there is nothing
 */
public record Option(
        OfferKind kind,
        List<Condition> conditions,
        @Nullable Suggestion suggestion) {

    public Option {
        conditions = List.copyOf(conditions);
    }

    /**
     * What would be proposed.
     *
     * @param mrrDelta what it would make of a month's revenue; null where prices cannot be compared
     * @param valueAtRisk what a year of the account is worth, times the risk that it leaves; of a downsell only
     */
    public record Suggestion(
            @Nullable String planId,
            @Nullable BigDecimal quantity,
            @Nullable Integer termMonths,
            @Nullable Money mrrDelta,
            @Nullable Money valueAtRisk) {}
}
