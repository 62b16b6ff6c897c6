package dev.keizoku.health.signal.rule;

import dev.keizoku.health.pull.UsageMeasure;
import java.time.LocalDate;

/** Signs in how much an account uses. */
final class UsageRules {

    private UsageRules() {}

    /** Nobody has logged in for two weeks: day 14 fires, day 13 does not. */
    static Verdict noLogin(Sight sight) {
        Integer days = sight.account().daysSinceLogin();
        UsageMeasure usage = sight.usage();
        LocalDate last = usage == null ? null : usage.lastLoginOn();
        if (days == null || last == null) {
            return Verdict.UNKNOWN;
        }
        boolean business = sight.at("business_days") > 0;
        int counted = business ? sight.calendar().businessDaysAfter(last, sight.day()) : days;
        if (counted < sight.at("days")) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(counted, sight.at("days"), 0.6, sight.at("long_days"), 1),
                new Evidence()
                        .with("last_login_on", last)
                        .with("days_since_login", days)
                        .with("business_days_since_login", business ? counted : null)
                        .with("as_of", sight.day()));
    }

    /** Not one of the core features of its plan was used in 28 days. */
    static Verdict coreFeatureUnused(Sight sight) {
        int entitled = sight.account().fact().coreFeatures().size();
        if (entitled == 0 || sight.youngerThan(sight.days("min_age_days"))) {
            return Verdict.QUIET;
        }
        if (sight.usage() == null) {
            return Verdict.UNKNOWN;
        }
        if (sight.account().coreFeaturesUsed() > 0) {
            return Verdict.QUIET;
        }
        return sight.fires(
                0.8,
                new Evidence()
                        .with("core_features", entitled)
                        .with("core_features_used", 0)
                        .with("window_days", 28));
    }

    /** Little use and not one word to support: most customers leave without complaining. */
    static Verdict silent(Sight sight) {
        UsageMeasure usage = sight.usage();
        if (usage == null || !sight.account().fleet().supportFlows()) {
            return Verdict.UNKNOWN;
        }
        int said = sight.account().said().support().tickets28()
                + sight.account().said().voice().messages28();
        boolean little = usage.activeDays28() <= sight.at("active_days");
        if (said > 0 || !little || sight.youngerThan(sight.days("min_age_days"))) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(usage.activeDays28(), 0, 1, sight.at("active_days"), 0.5),
                new Evidence().with("active_days_28", usage.activeDays28()).with("tickets_28", 0));
    }

    /** Little of what matters is used, and nobody was taught lately how to. */
    static Verdict education(Sight sight) {
        UsageMeasure usage = sight.usage();
        if (usage == null || !sight.flows().trainings()) {
            return Verdict.UNKNOWN;
        }
        int core = sight.account().fact().coreFeatures().size();
        int used = sight.account().coreFeaturesUsed();
        if (core == 0
                || (double) used / core >= sight.at("core_share")
                || sight.account().said().relationship().lastTaughtOn() != null
                || sight.youngerThan(sight.days("min_age_days"))) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp((double) used / core, 0, 1, sight.at("core_share"), 0.5),
                new Evidence().with("core_features", core).with("core_features_used", used));
    }

    /** Use fell to half of the usual or less within a week. */
    static Verdict drop(Sight sight) {
        UsageMeasure usage = sight.usage();
        if (usage == null) {
            return Verdict.UNKNOWN;
        }
        Double ratio = usage.level().ratioToFleet();
        return switch (Shifts.drops(usage, sight.setting(), sight.calendar())) {
            case UNKNOWN -> Verdict.UNKNOWN;
            case NO -> Verdict.QUIET;
            case YES ->
                sight.fires(
                        Verdict.ramp(ratio == null ? 0 : ratio, 0, 1, sight.at("ratio"), 0.5),
                        new Evidence()
                                .with("events_7", usage.events7())
                                .with("usual_events_7", usage.level().usualEvents7())
                                .with("ratio", usage.level().ratio())
                                .with("ratio_to_fleet", ratio)
                                .with("z", Shifts.steps(usage, sight.calendar())));
        };
    }

    /** A little less each day adds up (CUSUM), long before one day stands out. */
    static Verdict slowDecline(Sight sight) {
        Double sum = sight.memory().decline();
        UsageMeasure usage = sight.usage();
        if (sum == null || usage == null) {
            return Verdict.UNKNOWN;
        }
        double limit = sight.at("limit");
        if (sum <= limit) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(sum, limit, 0.4, 2 * limit, 0.9),
                new Evidence()
                        .with("cusum", sum)
                        .with("limit", limit)
                        .with("events_7", usage.events7())
                        .with("usual_events_7", usage.level().usualEvents7()));
    }
}
