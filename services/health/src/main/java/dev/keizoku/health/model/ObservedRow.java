package dev.keizoku.health.model;

import dev.keizoku.health.model.learn.Hazard;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An observation as it is kept.
 *
 * @param measures by their keys; only those that were known
 * @param signals the types of the signals that were open
 * @param firstSignOn the first day in the year before on which any signal was opened
 */
record ObservedRow(
        LocalDate month,
        String accountId,
        LocalDate observedOn,
        Outcome outcome,
        Map<String, Measured> measures,
        @Nullable Double computed,
        String band,
        List<String> signals,
        @Nullable LocalDate firstSignOn,
        Hazard.Clock clock,
        List<String> planIds,
        String attributes) {}
