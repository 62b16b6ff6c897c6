package dev.keizoku.subscriptions.plan;

import dev.keizoku.kernel.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A price as requests write it. */
public record PriceBody(
        @NotNull @NotNegative Money amount,
        @NotNull IntervalUnit interval,
        @Min(1) @Max(Price.MAX_INTERVAL_COUNT) @Nullable Integer intervalCount,
        @Valid @Nullable Tax tax) {

    /** The price without tax. */
    public Price toPrice() {
        return new Price(tax == null ? amount : tax.net(amount), interval, intervalCount == null ? 1 : intervalCount);
    }
}
