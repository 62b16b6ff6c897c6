package dev.keizoku.health.measure;

import dev.keizoku.health.pull.UsageMeasure;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What an account does with the product. What a surge may not count for is said by {@link Held}. */
final class UseReadings {

    private static final int QUARTER_DAYS = 90;

    /** Beside fewer usual active days in 28 nothing is told apart from chance. */
    private static final double LEAST_USUAL_DAYS = 2;

    private UseReadings() {}

    static Reading loginFrequency(AccountDay day) {
        MeasureKey key = MeasureKey.LOGIN_FREQUENCY;
        UsageMeasure usage = day.usage();
        MeasureState state = state(day);
        if (usage == null || !state.present()) {
            return Reading.absent(key, state);
        }
        // A young account is judged by the days it had.
        int possible = Math.min(Readings.WINDOW_DAYS, Readings.ageDays(day));
        double active = (double) Math.min(usage.activeDays28(), possible) * Readings.WINDOW_DAYS / possible;
        return Reading.beside(key, active, usualActiveDays(day, usage));
    }

    static Reading loginRecency(AccountDay day) {
        Integer days = day.daysSinceLogin();
        if (days != null && state(day).present()) {
            return Reading.present(MeasureKey.LOGIN_RECENCY, days);
        }
        MeasureState state = state(day);
        return Reading.absent(MeasureKey.LOGIN_RECENCY, state.present() ? MeasureState.NO_DATA : state);
    }

    static Reading coreFeatureUse(AccountDay day) {
        int core = day.fact().coreFeatures().size();
        if (core == 0) {
            return Reading.absent(MeasureKey.CORE_FEATURE_USE, MeasureState.NOT_APPLICABLE);
        }
        return read(MeasureKey.CORE_FEATURE_USE, day, usage -> (double) day.coreFeaturesUsed() / core);
    }

    /** The share of core features it used before it began to try others. */
    static double usualCoreFeatureUse(AccountDay day) {
        UsageMeasure usage = day.usage();
        int core = day.fact().coreFeatures().size();
        if (usage == null || core == 0) {
            return Double.NaN;
        }
        Set<String> used = new HashSet<>(usage.featuresUsed28());
        usage.trials().tried28().forEach(used::remove);
        return (double) day.fact().coreFeatures().stream()
                        .filter(used::contains)
                        .count()
                / core;
    }

    static Reading seatUse(AccountDay day) {
        double seats = day.fact().quantity().doubleValue();
        if (seats <= 0) {
            return Reading.absent(MeasureKey.SEAT_USE, MeasureState.NOT_APPLICABLE);
        }
        return read(MeasureKey.SEAT_USE, day, usage -> Math.min(1, usage.activeUsers28() / seats));
    }

    static Reading departments(AccountDay day) {
        Integer departments = day.usage() == null ? null : day.usage().breadth().departments28();
        if (departments == null) {
            return Reading.absent(MeasureKey.DEPARTMENTS, MeasureState.NOT_APPLICABLE);
        }
        return read(MeasureKey.DEPARTMENTS, day, usage -> departments);
    }

    static Reading departmentSpread(AccountDay day) {
        Outcome.Part spread = Outcome.spread(day);
        if (spread == null) {
            return Reading.absent(MeasureKey.DEPARTMENT_SPREAD, MeasureState.NOT_APPLICABLE);
        }
        return read(MeasureKey.DEPARTMENT_SPREAD, day, usage -> spread.share().doubleValue());
    }

    /** What is usual for an account is not known while it is young or does little. */
    static Reading trend(AccountDay day) {
        Double ratio = day.usage() == null ? null : ratio(day.usage());
        if (ratio == null) {
            return Reading.absent(MeasureKey.USAGE_TREND, MeasureState.NOT_APPLICABLE);
        }
        return read(MeasureKey.USAGE_TREND, day, usage -> Math.min(1, ratio));
    }

    private static Reading read(MeasureKey key, AccountDay day, ToDoubleFunction<UsageMeasure> value) {
        UsageMeasure usage = day.usage();
        MeasureState state = state(day);
        return usage == null || !state.present()
                ? Reading.absent(key, state)
                : Reading.present(key, value.applyAsDouble(usage));
    }

    private static MeasureState state(AccountDay day) {
        if (Readings.tooYoung(day)) {
            return MeasureState.NOT_APPLICABLE;
        }
        if (day.usage() == null) {
            return MeasureState.NO_DATA;
        }
        return day.fleet().usageFlows() ? MeasureState.OK : MeasureState.STALE;
    }

    /** The whole fleet's movement is taken out where it is known. */
    private static @Nullable Double ratio(UsageMeasure usage) {
        Double beside = usage.level().ratioToFleet();
        return beside == null ? usage.level().ratio() : beside;
    }

    /** Active days in 28 as they were in the 62 days before. */
    private static double usualActiveDays(AccountDay day, UsageMeasure usage) {
        double before = usage.activeDays90() - usage.activeDays28();
        double usual = before * Readings.WINDOW_DAYS / (QUARTER_DAYS - Readings.WINDOW_DAYS);
        return Readings.thereFor(day, QUARTER_DAYS) && usual >= LEAST_USUAL_DAYS ? usual : Double.NaN;
    }
}
