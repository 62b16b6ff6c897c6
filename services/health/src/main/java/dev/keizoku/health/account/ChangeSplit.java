package dev.keizoku.health.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.score.HealthScore;
import dev.keizoku.health.score.MeasureScore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a score differs from an earlier one. The parts sum to the difference of the effective scores.
 *
 * @param valueChange what the customer did, measured by what has data on both days
 * @param coverageChange what came from measures having data on one of the days only
 * @param scorecardChange what the later scorecard makes of the earlier day
 * @param overrideChange what came from a rule or from what somebody had set
 * @param scorecardStep what both scorecards make of the earlier day, where they differ
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ChangeSplit(
        LocalDate comparedWith,
        BigDecimal delta,
        BigDecimal valueChange,
        BigDecimal coverageChange,
        BigDecimal scorecardChange,
        BigDecimal overrideChange,
        @Nullable Step scorecardStep) {

    private static final int DECIMALS = 4;

    /** From one scorecard to another, whether a new version or the one of another stage. */
    record Step(By from, By to) {}

    /** What a card of a version makes of a day. */
    record By(int scorecardVersion, String card, BigDecimal score) {}

    /**
     * The split; null when one of the days has no score.
     *
     * @param again the earlier day by the later day's scorecard
     */
    static @Nullable ChangeSplit between(ScoredDay before, HealthScore again, ScoredDay now) {
        BigDecimal computedBefore = before.score().computed();
        BigDecimal computedAgain = again.computed();
        BigDecimal computedNow = now.score().computed();
        BigDecimal effectiveBefore = before.score().effective();
        BigDecimal effectiveNow = now.score().effective();
        if (computedBefore == null
                || computedAgain == null
                || computedNow == null
                || effectiveBefore == null
                || effectiveNow == null) {
            return null;
        }
        BigDecimal moved = computedNow.subtract(computedAgain);
        boolean sameMeasures = points(again).keySet().equals(points(now.score()).keySet());
        BigDecimal value = sameMeasures ? moved : valueChange(again, now.score());
        BigDecimal delta = effectiveNow.subtract(effectiveBefore);
        return new ChangeSplit(
                before.day(),
                delta,
                value,
                moved.subtract(value),
                computedAgain.subtract(computedBefore),
                delta.subtract(computedNow.subtract(computedBefore)),
                step(before, computedBefore, now, computedAgain));
    }

    private static @Nullable Step step(ScoredDay before, BigDecimal computed, ScoredDay now, BigDecimal again) {
        By from = new By(before.scorecardVersion(), before.score().card(), computed);
        By to = new By(now.scorecardVersion(), now.score().card(), again);
        boolean same =
                from.scorecardVersion() == to.scorecardVersion() && from.card().equals(to.card());
        return same ? null : new Step(from, to);
    }

    /** The change of points of what has data on both days, at the shares of the earlier day. */
    private static BigDecimal valueChange(HealthScore before, HealthScore now) {
        Map<MeasureKey, BigDecimal> later = points(now);
        BigDecimal sum = BigDecimal.ZERO;
        for (MeasureScore measure : before.measures()) {
            BigDecimal then = measure.score();
            BigDecimal today = later.get(measure.measure());
            if (then != null && today != null) {
                sum = sum.add(measure.share().multiply(today.subtract(then)));
            }
        }
        return sum.setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    private static Map<MeasureKey, BigDecimal> points(HealthScore score) {
        Map<MeasureKey, BigDecimal> points = new EnumMap<>(MeasureKey.class);
        for (MeasureScore measure : score.measures()) {
            if (measure.score() != null) {
                points.put(measure.measure(), measure.score());
            }
        }
        return points;
    }
}
