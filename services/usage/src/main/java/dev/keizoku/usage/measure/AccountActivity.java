package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.usage.event.UsageEvent;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How active an account was in the 7 and 28 days that end with one of the tenant's days.
 *
 * @param lastLoginOn the last day with a {@code login} event, however long ago; null when there was none
 * @param firstSeenOn the first day with any event
 * @param activeDays7 days with any event
 * @param activeUsers7 users who are named by any event
 * @param featuresUsed28 features of {@code feature.used} events, and the names of all other events but logins: a plan
 *     may name either as a core feature
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AccountActivity(
        String accountId,
        @Nullable LocalDate lastLoginOn,
        LocalDate firstSeenOn,
        @JsonProperty("active_days_7") int activeDays7,
        @JsonProperty("active_days_28") int activeDays28,
        @JsonProperty("active_users_7") int activeUsers7,
        @JsonProperty("active_users_28") int activeUsers28,
        @JsonProperty("features_used_28") List<String> featuresUsed28,
        @JsonProperty("events_7") long events7,
        @JsonProperty("events_28") long events28) {

    static AccountActivity of(AccountTally tally) {
        DailyCounts days = tally.days();
        return new AccountActivity(
                tally.accountId(),
                tally.lastLoginOn(),
                tally.firstSeenOn(),
                days.activeDays(0, 7),
                days.activeDays(0, Windows.RECENT),
                tally.people().activeUsers7(),
                tally.people().activeUsers28(),
                Thing.recent(tally.things(), thing -> !thing.name().equals(UsageEvent.LOGIN)),
                days.events(0, 7),
                days.events(0, Windows.RECENT));
    }
}
