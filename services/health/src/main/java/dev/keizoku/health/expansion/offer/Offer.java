package dev.keizoku.health.expansion.offer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.keizoku.health.expansion.OfferKind;
import dev.keizoku.health.expansion.Requester;
import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An offer with what became of it, as it is kept and shown.
 *
 * @param unmet the conditions that did not hold when a customer asked for it by itself
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Offer(
        UUID id,
        String accountId,
        OfferKind kind,
        Requester requestedBy,
        State state,
        @Nullable String planId,
        @Nullable BigDecimal quantity,
        @Nullable Integer termMonths,
        @Nullable Money amount,
        List<NewOffer.Discount> discounts,
        NewOffer.Team ownerTeam,
        @Nullable String note,
        List<String> unmet,
        @Nullable String reason,
        LocalDate proposedOn,
        @Nullable LocalDate closedOn,
        Instant createdAt,
        String createdBy) {

    /** Where it stands. */
    enum State {
        OPEN,
        WON,
        LOST,
        DECLINED,
        EXPIRED;

        @JsonCreator
        static State of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }

        @JsonValue
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
