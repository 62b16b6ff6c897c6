package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is measured of an account up to the end of one of the tenant's days.
 *
 * @param lastActiveOn the last day with any event, however long ago
 * @param daysSinceLogin null without a login
 * @param keyUsers null without a baseline, or without named users in it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AccountMeasures(
        @JsonUnwrapped AccountActivity activity,
        @JsonProperty("active_days_90") int activeDays90,
        @JsonProperty("active_users_90") int activeUsers90,
        @JsonProperty("events_90") long events90,
        LocalDate lastActiveOn,
        long daysSinceActive,
        @Nullable Long daysSinceLogin,
        Level level,
        Rhythm rhythm,
        Concentration concentration,
        Trials trials,
        Breadth breadth,
        @Nullable KeyUsers keyUsers,
        Onboarding onboarding,
        Limits limits,
        Outflow outflow) {

    static AccountMeasures of(AccountTally tally, LocalDate day, DayKinds kinds, @Nullable Double fleetRatio) {
        DailyCounts days = tally.days();
        int known = days.knownDays();
        SortedMap<String, Thing> features = Thing.features(tally.things());
        long sinceActive = ChronoUnit.DAYS.between(tally.lastActiveOn(), day);
        int features28 = 0;
        for (Thing feature : features.values()) {
            features28 += feature.events() > 0 ? 1 : 0;
        }
        return new AccountMeasures(
                AccountActivity.of(tally),
                days.activeDays(0, Windows.LONGEST),
                tally.people().activeUsers90(),
                days.events(0, Windows.LONGEST),
                tally.lastActiveOn(),
                sinceActive,
                tally.lastLoginOn() == null ? null : ChronoUnit.DAYS.between(tally.lastLoginOn(), day),
                Level.of(days, day, kinds, fleetRatio),
                Rhythm.of(days, Math.toIntExact(sinceActive)),
                Concentration.of(features),
                Trials.of(features, known),
                Breadth.of(
                        tally.people(),
                        features28,
                        Thing.uses(tally.things()),
                        tally.seatsAdded(),
                        tally.seatsAddedBefore()),
                KeyUsers.of(tally.people(), known),
                Onboarding.of(tally.milestones(), tally.firstSeenOn()),
                Limits.of(tally.things(), known),
                Outflow.of(tally.things(), known));
    }
}
