package dev.keizoku.health.signal.rule;

import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.signal.SignalSettings;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Use jumped to several times the usual: teams read it as good, and it is a sign of leaving more often than not. What
 * the whole fleet does, and what a new account does, is no surge.
 */
final class SurgeRule {

    private SurgeRule() {}

    /**
     * Whether use surges, for the sign and for the scores alike. A sign that is switched off is not raised, and scores are
     * held all the same.
     */
    static Shifts.Answer stands(AccountDay account, SignalSettings.Setting setting, BusinessCalendar calendar) {
        UsageMeasure usage = account.fleet().usageFlows() ? account.usage() : null;
        if (usage == null) {
            return Shifts.Answer.UNKNOWN;
        }
        Shifts.Answer surges = Shifts.surges(usage, setting, calendar);
        return surges == Shifts.Answer.YES && isNew(account) ? Shifts.Answer.NO : surges;
    }

    /** What a new account does is not yet its habit; one of unknown age has habits. */
    static boolean isNew(AccountDay account) {
        LocalDate since = account.since();
        return since != null && ChronoUnit.DAYS.between(since, account.day()) < Sight.ONBOARDING_DAYS;
    }

    static Verdict surge(Sight sight) {
        UsageMeasure usage = sight.usage();
        Double ratio = usage == null ? null : usage.level().ratioToFleet();
        if (usage == null || ratio == null) {
            return Verdict.UNKNOWN;
        }
        return switch (stands(sight.account(), sight.setting(), sight.calendar())) {
            case UNKNOWN -> Verdict.UNKNOWN;
            case NO -> Verdict.QUIET;
            case YES -> fires(sight, usage, ratio);
        };
    }

    private static Verdict fires(Sight sight, UsageMeasure usage, double ratio) {
        SurgeTraits traits = SurgeTraits.of(sight, usage, ratio);
        SurgeCause cause = traits.cause(sight.setting());
        SurgeCause.Size size = SurgeCause.Size.of(ratio, sight.setting());
        Evidence evidence = new Evidence()
                .with("ratio", usage.level().ratio())
                .with("ratio_to_fleet", ratio)
                .with("events_7", usage.events7())
                .with("usual_events_7", usage.level().usualEvents7())
                .with("z", Shifts.steps(usage, sight.calendar()))
                .with("size", size)
                .with("cause", cause)
                .with("direction", cause == SurgeCause.MIGRATION_EVALUATION ? traits.direction() : null)
                .with("since", sight.memory().surgeSince())
                .with("lasting_days", traits.lastingDays())
                .with(
                        "lasts",
                        cause == SurgeCause.HEALTHY_GROWTH ? traits.lastingDays() > sight.days("growth_days") : null)
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
        return sight.fires(size.severity() * traits.factor(cause), evidence);
    }
}
