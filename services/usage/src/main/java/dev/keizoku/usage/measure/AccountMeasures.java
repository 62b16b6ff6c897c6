package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account did up to the end of one of the tenant's days. Windows are the 7 and 28 days that end with it.
 *
 * @param lastLoginOn the last day with a {@code login} event, however long ago; null when there was none
 * @param firstSeenOn the first day with any event
 * @param activeDays7 days with any event
 * @param activeUsers7 users who are named by any event
 * @param featuresUsed28 features of {@code feature.used} events, and the names of all other events but logins: a plan
 *     may name either as a core feature
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AccountMeasures(
        String accountId,
        @Nullable LocalDate lastLoginOn,
        LocalDate firstSeenOn,
        @JsonProperty("active_days_7") int activeDays7,
        @JsonProperty("active_days_28") int activeDays28,
        @JsonProperty("active_users_7") int activeUsers7,
        @JsonProperty("active_users_28") int activeUsers28,
        @JsonProperty("features_used_28") List<String> featuresUsed28,
        @JsonProperty("events_7") long events7,
        @JsonProperty("events_28") long events28) {}
