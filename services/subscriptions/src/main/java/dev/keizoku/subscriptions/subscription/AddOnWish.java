package dev.keizoku.subscriptions.subscription;

import dev.keizoku.kernel.PlanId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An add-on a request asks for. Without a price it is the plan's in the currency and interval of the main price. */
public record AddOnWish(
        String itemId, PlanId planId, @Nullable BigDecimal quantity, PriceWish price) {

    public AddOnWish {
        quantity = quantity == null ? null : quantity.stripTrailingZeros();
    }

    /** The wish as text that is the same for equal wishes only. */
    String text() {
        return String.join("|", itemId, planId.value(), quantity == null ? "" : quantity.toPlainString(), price.text());
    }
}
