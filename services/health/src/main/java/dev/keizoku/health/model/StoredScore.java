package dev.keizoku.health.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What health stored of an account on the day of observation, and whether it was still there later. */
record StoredScore(
        String accountId,
        Known known,
        Map<String, Measured> measures,
        @Nullable Double computed,
        String band,
        List<String> signals,
        @Nullable LocalDate firstSignOn) {}
