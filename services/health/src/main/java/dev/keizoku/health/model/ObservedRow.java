package dev.keizoku.health.model;

import dev.keizoku.health.model.learn.Hazard;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An observation as it is kept.
 *
 * @param measures by their keys; only those that were known
 * @param signals the types of the signals that were open
 * @param firstSignOn the first day in the year before on which a signal by itself made the risk of leaving medium; only
 *     of who left
 * @param treated whether somebody acted on it from then to the end of the month
 * @param leftOn the day it left on; null of who stayed and where subscriptions does not say
 */
record ObservedRow(
        LocalDate month,
        String accountId,
        LocalDate observedOn,
        Outcome outcome,
        Map<String, Measured> measures,
        @Nullable Double computed,
        String band,
        Standing standing,
        List<String> signals,
        @Nullable LocalDate firstSignOn,
        Hazard.Clock clock,
        List<String> planIds,
        String attributes,
        boolean treated,
        @Nullable LocalDate leftOn) {

    /** Where the account stood on that day, beside its band; each is null where it is not known. */
    record Standing(
            @Nullable String stage,
            @Nullable String riskLevel,
            @Nullable BigDecimal seats) {}
}
