package dev.keizoku.subscriptions.quote;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.kernel.PlanId;
import dev.keizoku.kernel.SubscriptionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a customer asks for.
 *
 * @param planId the plan to change to
 * @param quantity how many units there are to be
 * @param termMonths how long the new term is
 * @param effectiveAt when it is wished for; when it suits if null
 * @param reason why, in the customer's words
 * @param reasonCode why a customer leaves, as a code
 */
record Asked(
        SubscriptionId subscriptionId,
        Kind kind,
        @Nullable PlanId planId,
        @Nullable BigDecimal quantity,
        @Nullable Integer termMonths,
        @Nullable Instant effectiveAt,
        @Nullable String reason,
        @Nullable String reasonCode) {

    /** The kinds of change that can be quoted. */
    enum Kind {
        CHANGE_PLAN,
        CHANGE_QUANTITY,
        CHANGE_TERM,
        CANCEL;

        /**
         * The kind of that name on the wire.
         *
         * @throws IllegalArgumentException with a sentence when there is none
         */
        @JsonCreator
        static Kind of(String wire) {
            for (Kind kind : values()) {
                if (kind.wire().equals(wire)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("Accepted: change_plan, change_quantity, change_term, cancel.");
        }

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
