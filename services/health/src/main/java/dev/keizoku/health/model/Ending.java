package dev.keizoku.health.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How an account came to its end, as subscriptions says since. It decides what an observation is taken for, and no input
 * of a model.
 *
 * @param endIntent {@code voluntary}, {@code involuntary}, {@code pause} or {@code discount}; null where nobody said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Ending(
        String accountId,
        @Nullable LocalDate endedOn,
        @Nullable String endIntent) {}
