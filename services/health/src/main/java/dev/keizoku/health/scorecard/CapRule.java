package dev.keizoku.health.scorecard;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * A rule that holds a score down whatever the points say.
 *
 * @param threshold the rule applies from this value
 * @param maxScore no score above this while it applies
 */
public record CapRule(
        @NotNull Kind rule,
        @NotNull @DecimalMin("0") @DecimalMax("1000000") BigDecimal threshold,
        @NotNull @DecimalMin("0") @DecimalMax("100") BigDecimal maxScore) {

    /** What the rule looks at. */
    public enum Kind {
        /** At least this many days since the last login. */
        @JsonProperty("no_login_days")
        NO_LOGIN_DAYS,
        /** At most this share of the core features used. */
        @JsonProperty("core_feature_share")
        CORE_FEATURE_SHARE,
        /** An end is scheduled; the threshold says nothing. */
        @JsonProperty("cancellation_notice")
        CANCELLATION_NOTICE,
        /** An urgent ticket is open for more than this many days. */
        @JsonProperty("urgent_ticket_days")
        URGENT_TICKET_DAYS;

        public static Kind of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
