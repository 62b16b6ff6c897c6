package dev.keizoku.health.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What health stored of an account on the day of observation, and whether it was still there later.
 *
 * @param treated whether somebody acted on it from then to the end of the month
 */
record StoredScore(
        String accountId,
        Known known,
        Map<String, Measured> measures,
        @Nullable Double computed,
        String band,
        @Nullable String stage,
        @Nullable String riskLevel,
        List<String> signals,
        @Nullable LocalDate firstSignOn,
        boolean treated) {}
