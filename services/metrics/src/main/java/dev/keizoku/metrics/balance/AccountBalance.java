package dev.keizoku.metrics.balance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What an account is worth a month at the end of a day, and was before, at the exchange rates of the day.
 *
 * @param lastExpansionOn the last day on which a balance grew; null when none ever did
 * @param lastContractionOn the last day on which one fell and something was left
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record AccountBalance(
        String accountId,
        Currency currency,
        BigDecimal mrr,
        @JsonProperty("mrr_30_days_before") BigDecimal mrr30DaysBefore,
        @JsonProperty("mrr_90_days_before") BigDecimal mrr90DaysBefore,
        @Nullable LocalDate lastExpansionOn,
        @Nullable LocalDate lastContractionOn) {}
