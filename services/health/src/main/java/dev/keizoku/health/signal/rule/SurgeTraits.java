package dev.keizoku.health.signal.rule;

import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.pull.UsageMeasure.Shares;
import dev.keizoku.health.signal.SignalSettings;
import dev.keizoku.health.touchpoint.Support;
import dev.keizoku.health.touchpoint.Voice;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a surge, by which its cause is told.
 *
 * @param fewUsers hardly more than usual, or nobody knows how many are
 * @param usersRatio active users of the week over the usual ones; null when those are not known
 * @param lastingDays since it began, the day itself among them
 */
record SurgeTraits(
        boolean fewUsers,
        boolean usersInProportion,
        @Nullable Double usersRatio,
        boolean newSeats,
        @Nullable Double concentrationRise,
        boolean concentrated,
        boolean wideSweep,
        boolean oneUser,
        boolean oneFeature,
        boolean ticketsUp,
        boolean criticalUp,
        boolean contractQuestions,
        boolean competitor,
        boolean takesOut,
        boolean bringsIn,
        int lastingDays) {

    private static final int WINDOW = 28;
    private static final int SEAT_WINDOW = 90;

    static SurgeTraits of(Sight sight, UsageMeasure usage, double ratio) {
        Support support = sight.account().said().support();
        Voice voice = sight.account().said().voice();
        Shares now = usage.concentration().now();
        Double usualUsers = sight.before().usualUsers();
        Double usersRatio = usualUsers == null || usualUsers == 0 ? null : usage.activeUsers7() / usualUsers;
        double users = usersRatio == null ? 0 : usersRatio;
        boolean few = users < sight.at("few_users_ratio");
        Double rise = concentrationRise(usage);
        LocalDate since = sight.memory().surgeSince();
        return new SurgeTraits(
                few,
                !few && users >= sight.at("users_in_proportion") * ratio,
                usersRatio,
                newSeats(sight, usage),
                rise,
                rise != null && rise >= sight.at("concentration_rise"),
                wideSweep(sight, usage),
                usage.activeUsers7() <= 1,
                now != null && now.topShare() >= sight.at("one_feature_share"),
                support.tickets28() >= sight.at("min_tickets")
                        && support.tickets28() >= sight.at("tickets_ratio") * support.ticketsUsual28(),
                criticalUp(support),
                sight.within(voice.contractTermsOn(), WINDOW),
                sight.within(voice.competitorOn(), WINDOW),
                more(sight, usage.outflow().exports28(), usage.outflow().usualExports28())
                        || more(
                                sight,
                                usage.outflow().apiReads28(),
                                usage.outflow().usualApiReads28()),
                usage.onboarding().steps().stream().anyMatch(step -> sight.within(step.reachedOn(), WINDOW))
                        || newSeats(sight, usage),
                since == null ? 1 : sight.daysSince(since) + 1);
    }

    SurgeCause cause(SignalSettings.Setting setting) {
        if (usersInProportion && newSeats && !concentrated && !(ticketsUp && criticalUp)) {
            return SurgeCause.HEALTHY_GROWTH;
        }
        if (fewUsers && ticketsUp && (criticalUp || contractQuestions)) {
            return SurgeCause.INTERNAL_CASE;
        }
        if (fewUsers && concentrated && competitor) {
            return SurgeCause.COMPETITOR_COMPARISON;
        }
        if (oneUser && oneFeature) {
            return SurgeCause.AUTOMATION;
        }
        if (fewUsers && concentrated) {
            return SurgeCause.COMPETITOR_COMPARISON;
        }
        // A study is short and intensive; what goes on is none.
        if (fewUsers && (wideSweep || takesOut) && lastingDays <= setting.days("migration_days")) {
            return SurgeCause.MIGRATION_EVALUATION;
        }
        return SurgeCause.UNEXPLAINED;
    }

    /** New seats and set-up steps point in; exports and reads in bulk point out. */
    SurgeCause.Direction direction() {
        if (takesOut == bringsIn) {
            return SurgeCause.Direction.UNKNOWN;
        }
        return takesOut ? SurgeCause.Direction.OUTBOUND : SurgeCause.Direction.INBOUND;
    }

    /** How much of a sign of leaving the cause is. */
    double factor(SurgeCause cause) {
        if (cause != SurgeCause.MIGRATION_EVALUATION) {
            return cause.factor();
        }
        return switch (direction()) {
            case OUTBOUND -> 1;
            case INBOUND -> 0.2;
            case UNKNOWN -> SurgeCause.MIGRATION_EVALUATION.factor();
        };
    }

    private static boolean newSeats(Sight sight, UsageMeasure usage) {
        BigDecimal before = sight.memory().seatsOn(sight.day().minusDays(SEAT_WINDOW));
        return usage.breadth().seatsAdded90().signum() > 0
                || (before != null && sight.account().fact().quantity().compareTo(before) > 0);
    }

    static @Nullable Double concentrationRise(UsageMeasure usage) {
        Shares now = usage.concentration().now();
        Shares before = usage.concentration().before();
        if (now == null || before == null || now.hhiNormalised() == null || before.hhiNormalised() == null) {
            return null;
        }
        return Verdict.difference(now.hhiNormalised(), before.hhiNormalised());
    }

    private static boolean wideSweep(Sight sight, UsageMeasure usage) {
        Shares now = usage.concentration().now();
        Shares before = usage.concentration().before();
        boolean wider = now != null
                && before != null
                && now.effectiveFeatures() >= sight.at("wider_ratio") * before.effectiveFeatures();
        int tried = usage.trials().tried28().size();
        Double usual = usage.trials().usual();
        return wider || (tried >= sight.at("min_trials") && tried >= 2 * (usual == null ? 0 : usual));
    }

    private static boolean criticalUp(Support support) {
        Double now = support.criticalShare28();
        Double before = support.criticalShareBefore();
        return now != null && now > (before == null ? 0 : before);
    }

    private static boolean more(Sight sight, long now, @Nullable Double usual) {
        return now >= sight.at("min_outflow") && now >= 2 * (usual == null ? 0 : usual);
    }
}
