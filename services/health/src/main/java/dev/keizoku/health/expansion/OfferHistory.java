package dev.keizoku.health.expansion;

import dev.keizoku.health.signal.rule.Evidence;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was offered to an account until a day.
 *
 * @param openSince since when an offer, or a wish of the customer's own, is open; null when none is
 * @param declinedOn the last day an offer of more was declined
 * @param downsellDeclinedOn the last day an offer of less was declined
 * @param trialLapsedOn the last day a trial ended without being bought
 */
public record OfferHistory(
        @Nullable LocalDate openSince,
        @Nullable LocalDate declinedOn,
        @Nullable LocalDate downsellDeclinedOn,
        @Nullable LocalDate trialLapsedOn) {

    public static final OfferHistory NONE = new OfferHistory(null, null, null, null);

    /** The conditions that rest on it alone. */
    List<Condition> conditions(LocalDate day, ExpansionSettings settings) {
        int days = settings.coolDownDays();
        return List.of(
                Condition.of(
                        ConditionCode.NO_DECLINED_OFFER_90D,
                        !within(declinedOn, day, days),
                        new Evidence().with("declined_on", declinedOn).with("days", days)),
                Condition.of(
                        ConditionCode.NO_OPEN_OFFER, openSince == null, new Evidence().with("open_since", openSince)),
                Condition.of(
                        ConditionCode.NO_DECLINED_DOWNSELL_90D,
                        !within(downsellDeclinedOn, day, days),
                        new Evidence().with("declined_on", downsellDeclinedOn).with("days", days)));
    }

    /** Whether the customer turned down more of late, or let a trial pass. */
    boolean hesitates(LocalDate day, int days) {
        return within(declinedOn, day, days) || within(trialLapsedOn, day, days);
    }

    private static boolean within(@Nullable LocalDate past, LocalDate day, int days) {
        return past != null && past.plusDays(days).isAfter(day);
    }
}
