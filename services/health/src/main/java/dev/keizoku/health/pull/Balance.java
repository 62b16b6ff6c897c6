package dev.keizoku.health.pull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What metrics says an account is worth a month at the end of a day, in the reporting currency.
 *
 * @param lastExpansionOn the last day on which it came to pay more; null when that never happened
 * @param lastContractionOn the last day on which it came to pay less, without leaving
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Balance(
        String accountId,
        String currency,
        BigDecimal mrr,
        @JsonProperty("mrr_30_days_before") BigDecimal mrr30DaysBefore,
        @JsonProperty("mrr_90_days_before") BigDecimal mrr90DaysBefore,
        @Nullable LocalDate lastExpansionOn,
        @Nullable LocalDate lastContractionOn) {}
