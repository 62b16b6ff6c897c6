package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Those who carried half of the use in the baseline, and whether they still come.
 *
 * @param share of the uses of the baseline that was theirs
 * @param activeDays28 days with an event of each, added up, in the recent days
 * @param usualActiveDays28 the same for 28 days of the baseline
 * @param change from the usual to the recent, -0.5 for half
 * @param silentDays since the last event of any of them
 * @param silentUsers of them without an event in the last 14 days
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record KeyUsers(
        int users,
        double share,
        @JsonProperty("active_days_28") long activeDays28,
        @JsonProperty("usual_active_days_28") double usualActiveDays28,
        double change,
        int silentDays,
        int silentUsers) {

    /** Null without a baseline, or without named users in it. */
    static @Nullable KeyUsers of(People people, int knownDays) {
        Double usual = Windows.usual(people.keyDaysBefore(), knownDays);
        Integer silent = people.keySilentDays();
        if (usual == null || usual == 0 || silent == null) {
            return null;
        }
        return new KeyUsers(
                people.keyUsers(),
                Statistics.rounded((double) people.keyUsesBefore() / people.usesBefore()),
                people.keyDays28(),
                usual,
                Statistics.rounded(people.keyDays28() / usual - 1),
                silent,
                people.keyUsersSilent());
    }
}
