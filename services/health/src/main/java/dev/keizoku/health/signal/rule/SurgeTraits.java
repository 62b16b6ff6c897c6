package dev.keizoku.health.signal.rule;

import dev.keizoku.health.pull.UsageMeasure;
import dev.keizoku.health.pull.UsageMeasure.Shares;
import dev.keizoku.health.touchpoint.Support;
import dev.keizoku.health.touchpoint.Voice;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What goes with a surge, by which its cause is told.
 *
 * @param usersRatio active users of the week over the usual ones; null when those are not known
 */
record SurgeTraits(
        double ratio,
        @Nullable Double usersRatio,
        boolean newSeats,
        @Nullable Double concentrationRise,
        boolean wideSweep,
        boolean oneUser,
        boolean oneFeature,
        boolean ticketsUp,
        boolean criticalUp,
        boolean contractQuestions,
        boolean competitor,
        boolean takesOut,
        boolean bringsIn) {

    private static final int WINDOW = 28;
    private static final int SEAT_WINDOW = 90;
    private static final double FEW_USERS = 1.5;
    private static final double IN_PROPORTION = 0.5;
    private static final double CONCENTRATED = 0.15;
    private static final double WIDER = 1.5;
    private static final int MANY_TRIALS = 3;
    private static final double ONE_FEATURE = 0.8;
    private static final double TICKETS_UP = 1.5;
    private static final int LEAST_TICKETS = 2;
    private static final int LEAST_OUTFLOW = 5;

    static SurgeTraits of(Sight sight, UsageMeasure usage, double ratio) {
        Support support = sight.account().said().support();
        Voice voice = sight.account().said().voice();
        Shares now = usage.concentration().now();
        Double usualUsers = sight.before().usualUsers();
        return new SurgeTraits(
                ratio,
                usualUsers == null || usualUsers == 0 ? null : usage.activeUsers7() / usualUsers,
                newSeats(sight, usage),
                concentrationRise(usage),
                wideSweep(usage),
                usage.activeUsers7() <= 1,
                now != null && now.topShare() >= ONE_FEATURE,
                support.tickets28() >= LEAST_TICKETS && support.tickets28() >= TICKETS_UP * support.ticketsUsual28(),
                criticalUp(support),
                sight.within(voice.contractTermsOn(), WINDOW),
                sight.within(voice.competitorOn(), WINDOW),
                more(usage.outflow().exports28(), usage.outflow().usualExports28())
                        || more(usage.outflow().apiReads28(), usage.outflow().usualApiReads28()),
                usage.onboarding().steps().stream().anyMatch(step -> sight.within(step.reachedOn(), WINDOW))
                        || newSeats(sight, usage));
    }

    SurgeCause cause() {
        if (usersInProportion() && newSeats && !(ticketsUp && criticalUp)) {
            return SurgeCause.HEALTHY_GROWTH;
        }
        if (fewUsers() && ticketsUp && (criticalUp || contractQuestions)) {
            return SurgeCause.INTERNAL_CASE;
        }
        boolean concentrated = concentrationRise != null && concentrationRise >= CONCENTRATED;
        if (fewUsers() && concentrated && competitor) {
            return SurgeCause.COMPETITOR_COMPARISON;
        }
        if (oneUser && oneFeature) {
            return SurgeCause.AUTOMATION;
        }
        if (fewUsers() && concentrated) {
            return SurgeCause.COMPETITOR_COMPARISON;
        }
        if (fewUsers() && (wideSweep || takesOut)) {
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
    double factor() {
        if (cause() != SurgeCause.MIGRATION_EVALUATION) {
            return cause().factor();
        }
        return switch (direction()) {
            case OUTBOUND -> 1;
            case INBOUND -> 0.2;
            case UNKNOWN -> SurgeCause.MIGRATION_EVALUATION.factor();
        };
    }

    private boolean fewUsers() {
        return usersRatio == null || usersRatio < FEW_USERS;
    }

    private boolean usersInProportion() {
        return usersRatio != null && usersRatio >= FEW_USERS && usersRatio >= IN_PROPORTION * ratio;
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

    private static boolean wideSweep(UsageMeasure usage) {
        Shares now = usage.concentration().now();
        Shares before = usage.concentration().before();
        boolean wider = now != null && before != null && now.effectiveFeatures() >= WIDER * before.effectiveFeatures();
        int tried = usage.trials().tried28().size();
        Double usual = usage.trials().usual();
        return wider || (tried >= MANY_TRIALS && tried >= 2 * (usual == null ? 0 : usual));
    }

    private static boolean criticalUp(Support support) {
        Double now = support.criticalShare28();
        Double before = support.criticalShareBefore();
        return now != null && now > (before == null ? 0 : before);
    }

    private static boolean more(long now, @Nullable Double usual) {
        return now >= LEAST_OUTFLOW && now >= 2 * (usual == null ? 0 : usual);
    }
}
