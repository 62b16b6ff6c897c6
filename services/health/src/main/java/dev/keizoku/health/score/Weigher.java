package dev.keizoku.health.score;

import dev.keizoku.health.measure.MeasureCategory;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.MeasureState;
import dev.keizoku.health.measure.Reading;
import dev.keizoku.health.scorecard.Card;
import dev.keizoku.health.scorecard.MissingPolicy;
import dev.keizoku.health.scorecard.WeightedMeasure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weighs the measures of an account by one card: points, shares and what each contributes, in exact whole numbers. */
final class Weigher {

    static final long UNIT = 10_000;
    static final long NEUTRAL = 50 * UNIT;

    private static final long NO_POINTS = -1;
    private static final int WEIGHT_DECIMALS = 6;

    private static final int CATEGORIES = MeasureCategory.values().length;

    private final @Nullable Line[] lines = new Line[MeasureKey.values().length];
    private final Shares shares;
    private final boolean remembers;

    private final CohortRanks ranks;

    Weigher(Card card, CohortRanks ranks) {
        this.ranks = ranks;
        this.shares = new Shares(card.categories());
        for (WeightedMeasure line : card.measures()) {
            lines[line.measure().ordinal()] = new Line(
                    new Normaliser(line.kind(), line.anchors()),
                    line.weight().movePointRight(WEIGHT_DECIMALS).longValueExact(),
                    line.policy());
        }
        this.remembers = card.measures().stream().anyMatch(line -> line.policy() == MissingPolicy.LAST_DECAYED);
    }

    /** A measure of the card; one that is not in it weighs nothing. */
    private record Line(Normaliser normaliser, long weight, MissingPolicy missing) {}

    /**
     * What the measures come to.
     *
     * @param computed null when nothing counts
     * @param coverage the part of what could count that has data
     */
    record Weighed(@Nullable BigDecimal computed, double coverage, List<MeasureScore> measures) {}

    /** Whether old values count, so that somebody has to remember them. */
    boolean remembers() {
        return remembers;
    }

    Weighed weigh(LocalDate day, String cohort, List<Reading> read, Memory memory) {
        List<Reading> readings =
                read.stream().map(reading -> counted(reading, cohort)).toList();
        int count = readings.size();
        long[] points = new long[count];
        long[] weights = new long[count];
        long[] present = new long[CATEGORIES];
        long[] applicable = new long[CATEGORIES];
        for (int i = 0; i < count; i++) {
            Reading reading = readings.get(i);
            Line line = lines[reading.key().ordinal()];
            points[i] = NO_POINTS;
            if (line != null && applies(line, reading)) {
                int category = shares.level(reading.key());
                applicable[category] += line.weight();
                present[category] += reading.state().present() ? line.weight() : 0;
                points[i] = points(line, reading, day, cohort, memory);
                weights[i] = points[i] == NO_POINTS ? 0 : line.weight();
            }
        }
        double coverage = shares.coverage(present, applicable);
        long whole = shares.outOf(readings, weights);
        if (whole == 0) {
            return new Weighed(null, coverage, measures(readings, points, weights, 1, null, memory));
        }
        long[] weighted = new long[count];
        for (int i = 0; i < count; i++) {
            weighted[i] = points[i] == NO_POINTS ? 0 : weights[i] * (points[i] - NEUTRAL);
        }
        long[] parts = LargestRemainder.parts(weighted, whole);
        long computed = NEUTRAL;
        for (long part : parts) {
            computed += part;
        }
        return new Weighed(fixed(computed), coverage, measures(readings, points, weights, whole, parts, memory));
    }

    /** What a surge would raise counts as it was before. */
    private Reading counted(Reading reading, String cohort) {
        Line line = lines[reading.key().ordinal()];
        if (!reading.hasBefore() || line == null || !applies(line, reading)) {
            return reading;
        }
        Reading before = reading.asBefore();
        boolean raised = line.normaliser().points(reading, ranks, cohort)
                > line.normaliser().points(before, ranks, cohort);
        return raised ? before : reading;
    }

    private static boolean applies(Line line, Reading reading) {
        return reading.state().applicable()
                && !reading.broughtBySurge()
                && (!reading.state().present() || line.normaliser().takes(reading));
    }

    private long points(Line line, Reading reading, LocalDate day, String cohort, Memory memory) {
        if (reading.state().present()) {
            return Math.round(line.normaliser().points(reading, ranks, cohort) * UNIT);
        }
        return switch (line.missing()) {
            case EXCLUDE -> NO_POINTS;
            case NEUTRAL -> NEUTRAL;
            case WORST -> 0;
            case LAST_DECAYED -> lastPoints(line, reading.key(), day, cohort, memory);
        };
    }

    private long lastPoints(Line line, MeasureKey key, LocalDate day, String cohort, Memory memory) {
        Memory.Last last = memory.last(key);
        if (last == null || !line.normaliser().takes(last.measure().reading())) {
            return NO_POINTS;
        }
        long age = Math.max(0, ChronoUnit.DAYS.between(last.on(), day));
        if (age > 2L * key.halfLifeDays()) {
            return NO_POINTS;
        }
        double was = line.normaliser().points(last.measure().reading(), ranks, cohort);
        // StrictMath, so that a score computed again elsewhere equals this one to the last digit.
        double faded = 50 + (was - 50) * StrictMath.pow(0.5, (double) age / key.halfLifeDays());
        return Math.round(faded * UNIT);
    }

    private List<MeasureScore> measures(
            List<Reading> readings, long[] points, long[] weights, long whole, long @Nullable [] parts, Memory memory) {
        List<MeasureScore> measures = new ArrayList<>(readings.size());
        for (int i = 0; i < points.length; i++) {
            Reading reading = readings.get(i);
            if (points[i] != NO_POINTS) {
                BigDecimal share = fixed(LargestRemainder.roundHalfUp(weights[i] * UNIT, whole));
                measures.add(shown(reading, fixed(points[i]), share, parts == null ? null : fixed(parts[i]), memory));
            } else if (lines[reading.key().ordinal()] != null || reading.state() != MeasureState.NOT_APPLICABLE) {
                measures.add(shown(reading, null, MeasureScore.NO_SHARE, null, memory));
            }
        }
        return measures;
    }

    /** An absent measure keeps its last value for the day after, where old values count. */
    private static MeasureScore shown(
            Reading reading,
            @Nullable BigDecimal score,
            BigDecimal share,
            @Nullable BigDecimal contribution,
            Memory memory) {
        if (reading.state().present()) {
            return new MeasureScore(
                    reading.key(),
                    reading.state(),
                    rounded(reading.value()),
                    rounded(reading.input()),
                    score,
                    share,
                    contribution,
                    Double.isNaN(reading.baseline()) ? null : rounded(reading.baseline()),
                    null);
        }
        Memory.Last last = memory.last(reading.key());
        return last == null
                ? new MeasureScore(reading.key(), reading.state(), null, null, score, share, contribution, null, null)
                : new MeasureScore(
                        reading.key(),
                        reading.state(),
                        last.measure().value(),
                        last.measure().input(),
                        score,
                        share,
                        contribution,
                        last.measure().baseline(),
                        last.on());
    }

    private static BigDecimal rounded(double value) {
        return fixed(Math.round(value * UNIT));
    }

    private static BigDecimal fixed(long units) {
        return BigDecimal.valueOf(units, Scorer.SCALE);
    }
}
