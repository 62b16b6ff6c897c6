package dev.keizoku.health.pull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What usage measured of an account up to the end of a day. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record UsageMeasure(
        String accountId,
        @Nullable LocalDate lastLoginOn,
        @Nullable LocalDate firstSeenOn,
        @JsonProperty("active_days_28") int activeDays28,
        @JsonProperty("features_used_28") @Nullable List<String> featuresUsed28) {}
