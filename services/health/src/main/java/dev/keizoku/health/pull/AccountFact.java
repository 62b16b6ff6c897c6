package dev.keizoku.health.pull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What subscriptions says of an account at the end of a day.
 *
 * @param state {@code trial}, {@code active}, {@code paused}, {@code ended} or {@code none}
 * @param endedOn the day the last subscription ended; null also where subscriptions does not say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AccountFact(
        String accountId,
        @Nullable String name,
        @Nullable Map<String, String> externalIds,
        String state,
        @Nullable LocalDate customerSince,
        @Nullable LocalDate endedOn,
        @Nullable List<String> coreFeatures) {

    /** Accounts are still scored for this long after their last subscription ended. */
    public static final int DAYS_AFTER_END = 30;

    /** Whether the account is a customer or in trial. */
    public boolean live() {
        return switch (state) {
            case "none", "ended" -> false;
            default -> true;
        };
    }

    /** Whether the account's last subscription is over, without saying since when. */
    public boolean endedSomeTime() {
        return state.equals("ended") && endedOn == null;
    }

    /** Whether the account has a score on the day, as far as its facts say. */
    public boolean scoredOn(LocalDate day) {
        return live() || (endedOn != null && !endedOn.plusDays(DAYS_AFTER_END).isBefore(day));
    }
}
