package dev.keizoku.health.measure;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Reads the measures off what is known of an account on a day. */
public final class Readings {

    static final int WINDOW_DAYS = 28;

    /** Before this many days there is too little to judge an account's use by. */
    static final int LEAST_DAYS = 7;

    private Readings() {}

    /** The measures of the day, in the order of {@link MeasureKey}. */
    public static List<Reading> of(AccountDay day) {
        List<Reading> readings = new ArrayList<>(MeasureKey.values().length);
        for (MeasureKey key : MeasureKey.values()) {
            readings.add(
                    switch (key) {
                        case LOGIN_FREQUENCY -> loginFrequency(day);
                        case CORE_FEATURE_USE -> coreFeatureUse(day);
                        case SUPPORT_ENQUIRIES -> supportEnquiries(day);
                        case NPS -> netPromoterScore(day);
                    });
        }
        return readings;
    }

    private static Reading loginFrequency(AccountDay day) {
        MeasureKey key = MeasureKey.LOGIN_FREQUENCY;
        if (tooYoung(day)) {
            return Reading.absent(key, MeasureState.NOT_APPLICABLE);
        }
        if (day.usage() == null) {
            return Reading.absent(key, MeasureState.NO_DATA);
        }
        if (!day.fleet().usageFlows()) {
            return Reading.absent(key, MeasureState.STALE);
        }
        // A young account is judged by the days it had.
        int possible = Math.min(WINDOW_DAYS, ageDays(day));
        int active = Math.min(day.usage().activeDays28(), possible);
        return Reading.present(key, (double) active * WINDOW_DAYS / possible);
    }

    private static Reading coreFeatureUse(AccountDay day) {
        MeasureKey key = MeasureKey.CORE_FEATURE_USE;
        int coreFeatures = day.fact().coreFeatures().size();
        if (tooYoung(day) || coreFeatures == 0) {
            return Reading.absent(key, MeasureState.NOT_APPLICABLE);
        }
        if (day.usage() == null) {
            return Reading.absent(key, MeasureState.NO_DATA);
        }
        if (!day.fleet().usageFlows()) {
            return Reading.absent(key, MeasureState.STALE);
        }
        return Reading.present(key, (double) day.coreFeaturesUsed() / coreFeatures);
    }

    private static Reading supportEnquiries(AccountDay day) {
        MeasureKey key = MeasureKey.SUPPORT_ENQUIRIES;
        if (tooYoung(day)) {
            return Reading.absent(key, MeasureState.NOT_APPLICABLE);
        }
        int tickets = day.said().support().tickets28();
        return day.fleet().supportFlows() || tickets > 0
                ? Reading.present(key, tickets)
                : Reading.absent(key, MeasureState.NO_DATA);
    }

    private static Reading netPromoterScore(AccountDay day) {
        var nps = day.said().nps();
        if (nps.answers() == 0) {
            return Reading.absent(MeasureKey.NPS, MeasureState.NO_DATA);
        }
        MeasureState state = nps.value() == 0 ? MeasureState.ZERO : MeasureState.OK;
        return new Reading(MeasureKey.NPS, state, nps.value(), nps.faded());
    }

    private static boolean tooYoung(AccountDay day) {
        return ageDays(day) < LEAST_DAYS;
    }

    private static int ageDays(AccountDay day) {
        LocalDate since = day.since();
        if (since == null) {
            return WINDOW_DAYS;
        }
        return Math.toIntExact(Math.clamp(ChronoUnit.DAYS.between(since, day.day()) + 1, 1, WINDOW_DAYS));
    }
}
