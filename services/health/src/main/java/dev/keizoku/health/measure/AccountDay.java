package dev.keizoku.health.measure;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of an account at the end of one of the tenant's days.
 *
 * @param since the first day of the account, as customer or by its first event; null when unknown
 * @param usage null when the account has never sent an event
 * @param usageFlows whether the tenant sent any event lately; if not, silence says nothing
 * @param supportFlows whether the tenant sent any ticket lately
 */
public record AccountDay(
        LocalDate day,
        @Nullable LocalDate since,
        @Nullable Usage usage,
        boolean usageFlows,
        int coreFeatures,
        int tickets,
        boolean supportFlows,
        NpsTally nps) {

    static final int WINDOW_DAYS = 28;

    /** Before this many days there is too little to judge an account's use by. */
    static final int LEAST_DAYS = 7;

    /**
     * What an account did in the 28 days that end with the day.
     *
     * @param lastLoginOn the last day anybody of the account was active; null when unknown
     * @param coreFeaturesUsed how many of the plan's core features were used
     */
    public record Usage(@Nullable LocalDate lastLoginOn, int activeDays, int coreFeaturesUsed) {}

    /** The measures of the day, in the order of {@link MeasureKey}. */
    public List<Reading> readings() {
        List<Reading> readings = new ArrayList<>(MeasureKey.values().length);
        for (MeasureKey key : MeasureKey.values()) {
            readings.add(
                    switch (key) {
                        case LOGIN_FREQUENCY -> loginFrequency();
                        case CORE_FEATURE_USE -> coreFeatureUse();
                        case SUPPORT_ENQUIRIES -> supportEnquiries();
                        case NPS -> netPromoterScore();
                    });
        }
        return readings;
    }

    /** Days from the last login's local date to the day; null when there was none or when the tenant sends no usage. */
    public @Nullable Integer daysSinceLogin() {
        if (!usageFlows || usage == null || usage.lastLoginOn() == null) {
            return null;
        }
        return Math.toIntExact(Math.max(0, ChronoUnit.DAYS.between(usage.lastLoginOn(), day)));
    }

    private Reading loginFrequency() {
        MeasureKey key = MeasureKey.LOGIN_FREQUENCY;
        if (tooYoung()) {
            return Reading.absent(key, MeasureState.NOT_APPLICABLE);
        }
        if (usage == null) {
            return Reading.absent(key, MeasureState.NO_DATA);
        }
        if (!usageFlows) {
            return Reading.absent(key, MeasureState.STALE);
        }
        // A young account is judged by the days it had.
        int possible = Math.min(WINDOW_DAYS, ageDays());
        int active = Math.min(usage.activeDays(), possible);
        return Reading.present(key, (double) active * WINDOW_DAYS / possible);
    }

    private Reading coreFeatureUse() {
        MeasureKey key = MeasureKey.CORE_FEATURE_USE;
        if (tooYoung() || coreFeatures == 0) {
            return Reading.absent(key, MeasureState.NOT_APPLICABLE);
        }
        if (usage == null) {
            return Reading.absent(key, MeasureState.NO_DATA);
        }
        if (!usageFlows) {
            return Reading.absent(key, MeasureState.STALE);
        }
        return Reading.present(key, (double) usage.coreFeaturesUsed() / coreFeatures);
    }

    private Reading supportEnquiries() {
        MeasureKey key = MeasureKey.SUPPORT_ENQUIRIES;
        if (tooYoung()) {
            return Reading.absent(key, MeasureState.NOT_APPLICABLE);
        }
        return supportFlows || tickets > 0 ? Reading.present(key, tickets) : Reading.absent(key, MeasureState.NO_DATA);
    }

    private Reading netPromoterScore() {
        if (nps.answers() == 0) {
            return Reading.absent(MeasureKey.NPS, MeasureState.NO_DATA);
        }
        MeasureState state = nps.value() == 0 ? MeasureState.ZERO : MeasureState.OK;
        return new Reading(MeasureKey.NPS, state, nps.value(), nps.faded());
    }

    private boolean tooYoung() {
        return ageDays() < LEAST_DAYS;
    }

    private int ageDays() {
        if (since == null) {
            return WINDOW_DAYS;
        }
        return Math.toIntExact(Math.clamp(ChronoUnit.DAYS.between(since, day) + 1, 1, WINDOW_DAYS));
    }
}
