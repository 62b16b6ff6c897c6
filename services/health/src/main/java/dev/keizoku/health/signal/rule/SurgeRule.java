package dev.keizoku.health.signal.rule;

import dev.keizoku.health.pull.UsageMeasure;
import java.time.LocalDate;

/**
 * Use jumped to several times the usual: teams read it as good, and it is a sign of leaving more often than not. What
 * the whole fleet does, and what a new account does, is no surge.
 */
final class SurgeRule {

    private SurgeRule() {}

    static Verdict surge(Sight sight) {
        UsageMeasure usage = sight.usage();
        Double ratio = usage == null ? null : usage.level().ratioToFleet();
        if (usage == null || ratio == null) {
            return Verdict.UNKNOWN;
        }
        return switch (Shifts.surges(usage, sight.setting(), sight.calendar())) {
            case UNKNOWN -> Verdict.UNKNOWN;
            case NO -> Verdict.QUIET;
            case YES -> sight.youngerThan(Sight.ONBOARDING_DAYS) ? Verdict.QUIET : fires(sight, usage, ratio);
        };
    }

    private static Verdict fires(Sight sight, UsageMeasure usage, double ratio) {
        SurgeTraits traits = SurgeTraits.of(sight, usage, ratio);
        SurgeCause cause = traits.cause();
        SurgeCause.Size size = SurgeCause.Size.of(ratio);
        LocalDate since = sight.memory().surgeSince();
        Evidence evidence = new Evidence()
                .with("ratio", usage.level().ratio())
                .with("ratio_to_fleet", ratio)
                .with("events_7", usage.events7())
                .with("usual_events_7", usage.level().usualEvents7())
                .with("z", Shifts.steps(usage, sight.calendar()))
                .with("size", size)
                .with("cause", cause)
                .with("direction", cause == SurgeCause.MIGRATION_EVALUATION ? traits.direction() : null)
                .with("since", since)
                .with("lasting_days", since == null ? null : sight.daysSince(since) + 1)
                .with("users_ratio", traits.usersRatio())
                .with("active_users_7", usage.activeUsers7())
                .with("new_seats", traits.newSeats())
                .with("concentration_rise", traits.concentrationRise())
                .with("tickets_28", sight.account().said().support().tickets28())
                .with("usual_tickets_28", sight.account().said().support().ticketsUsual28())
                .with("critical_share_28", sight.account().said().support().criticalShare28())
                .with("critical_share_before", sight.account().said().support().criticalShareBefore())
                .with("competitor_spoken_of", traits.competitor())
                .with("takes_data_out", traits.takesOut());
        return sight.fires(size.severity() * traits.factor(), evidence);
    }
}
