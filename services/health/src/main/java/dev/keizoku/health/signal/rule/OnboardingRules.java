package dev.keizoku.health.signal.rule;

import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.pull.UsageMeasure.Step;
import dev.keizoku.health.touchpoint.Success;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/** Signs in the first 90 days, in which most of those who leave early are lost. */
final class OnboardingRules {

    private OnboardingRules() {}

    /** No value yet and little use, at day 30, 60 and 90. */
    static Verdict atRisk(Sight sight) {
        Integer age = sight.age();
        if (age == null || age < sight.at("first_check_day") || age >= sight.at("until_day")) {
            return Verdict.QUIET;
        }
        UsageMeasure usage = sight.usage();
        if (!sight.account().fleet().usageFlows()) {
            return Verdict.UNKNOWN;
        }
        LocalDate value = sight.account().firstValueOn();
        int entitled = sight.account().fact().coreFeatures().size();
        double core = entitled == 0 ? 1 : (double) sight.account().coreFeaturesUsed() / entitled;
        int activeDays = usage == null ? 0 : usage.activeDays28();
        boolean goesWell = activeDays >= sight.at("active_days") && core >= sight.at("core_share");
        if (value != null || goesWell) {
            return Verdict.QUIET;
        }
        int check = age >= sight.at("third_check_day") ? 90 : age >= sight.at("second_check_day") ? 60 : 30;
        return sight.fires(
                switch (check) {
                    case 90 -> 1;
                    case 60 -> 0.75;
                    default -> 0.5;
                },
                new Evidence()
                        .with("age_days", age)
                        .with("first_value_on", value)
                        .with("active_days_28", activeDays)
                        .with("core_features_used", sight.account().coreFeaturesUsed())
                        .with("core_features", entitled)
                        .with(
                                "setup_steps",
                                usage == null ? 0 : usage.onboarding().steps().size()));
    }

    /** Setting up began and has stopped before anything came of it. */
    static Verdict setupStalled(Sight sight) {
        if (!young(sight)) {
            return Verdict.QUIET;
        }
        UsageMeasure usage = sight.usage();
        if (usage == null) {
            return Verdict.UNKNOWN;
        }
        Success success = sight.account().said().success();
        boolean planDone = success.planned() > 0 && success.reached() == success.planned();
        Optional<Step> last = usage.onboarding().steps().stream()
                .max(Comparator.comparing(Step::reachedOn).thenComparing(Step::step));
        if (last.isEmpty() || planDone || sight.account().firstValueOn() != null) {
            return Verdict.QUIET;
        }
        int days = sight.daysSince(last.get().reachedOn());
        if (days < sight.at("days")) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(days, sight.at("days"), 0.6, 3 * sight.at("days"), 1),
                new Evidence()
                        .with("step", last.get().step())
                        .with("reached_on", last.get().reachedOn())
                        .with("days", days)
                        .with("steps", usage.onboarding().steps().size()));
    }

    /** The kickoff, in which the goal is agreed, has not been held. */
    static Verdict kickoff(Sight sight) {
        Integer age = sight.age();
        if (age == null || age < sight.at("days") || !young(sight)) {
            return Verdict.QUIET;
        }
        if (!sight.flows().meetings()) {
            return Verdict.UNKNOWN;
        }
        if (sight.account().said().relationship().lastKickoffOn() != null) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(age, sight.at("days"), 0.6, 45, 1),
                new Evidence().with("age_days", age).with("due_after_days", sight.at("days")));
    }

    /** Fewer weekly calls than agreed in the last four weeks. */
    static Verdict weeklyTouch(Sight sight) {
        Integer age = sight.age();
        if (age == null || age < 28 || !young(sight)) {
            return Verdict.QUIET;
        }
        if (!sight.flows().meetings()) {
            return Verdict.UNKNOWN;
        }
        int touches = sight.account().said().relationship().weeklyTouches28();
        if (touches >= sight.at("touches")) {
            return Verdict.QUIET;
        }
        return sight.fires(
                Verdict.ramp(touches, 0, 1, sight.at("touches"), 0.4),
                new Evidence().with("weekly_touches_28", touches).with("age_days", age));
    }

    /** Nobody looks after a new account. */
    static Verdict unowned(Sight sight) {
        if (!young(sight) || sight.account().fact().owner() != null) {
            return Verdict.QUIET;
        }
        return sight.fires(1, new Evidence().with("age_days", sight.age()));
    }

    private static boolean young(Sight sight) {
        return sight.youngerThan(sight.days("until_day"));
    }
}
