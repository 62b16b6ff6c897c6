package dev.keizoku.health.score;

import dev.keizoku.health.measure.AccountDay;
import dev.keizoku.health.measure.MeasureKey;
import dev.keizoku.health.measure.Reading;
import dev.keizoku.health.measure.Readings;
import dev.keizoku.health.scorecard.CapRule;
import dev.keizoku.health.scorecard.Scorecard;
import dev.keizoku.health.scorecard.WeightedMeasure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what is known of an account on a day into its score, by one version of a scorecard. */
public final class Scorer {

    /** Scores, shares and contributions are kept to this many decimals. */
    static final int SCALE = 4;

    private static final long UNIT = 10_000;
    private static final long NEUTRAL = 50 * UNIT;
    private static final int WEIGHT_DECIMALS = 6;
    private static final BigDecimal LEAST_COVERAGE = new BigDecimal("0.5");
    private static final BigDecimal SURE_COVERAGE = new BigDecimal("0.8");

    private final Scorecard scorecard;
    private final Map<MeasureKey, Line> lines = new EnumMap<>(MeasureKey.class);
    private final List<CapRule> capsStrictestFirst;

    public Scorer(Scorecard scorecard) {
        this.scorecard = scorecard;
        for (WeightedMeasure line : scorecard.measures()) {
            long weight = line.weight().movePointRight(WEIGHT_DECIMALS).longValueExact();
            lines.put(line.measure(), new Line(new Normaliser(line.anchors()), weight));
        }
        this.capsStrictestFirst = scorecard.caps().stream()
                .sorted(Comparator.comparing(CapRule::maxScore))
                .toList();
    }

    /** A measure of the scorecard; one that is not in it weighs nothing. */
    private record Line(Normaliser normaliser, long weight) {

        long points(Reading reading) {
            return Math.round(normaliser.points(reading.input()) * UNIT);
        }
    }

    /** The score of the day by itself, without the memory of the band before. */
    public HealthScore score(AccountDay day) {
        return score(day, null, null);
    }

    /**
     * The score of the day.
     *
     * @param rawBandBefore the band the score of the run before lay in, null when there was none
     * @param bandBefore the band that was in force then
     */
    public HealthScore score(AccountDay day, @Nullable Band rawBandBefore, @Nullable Band bandBefore) {
        List<Reading> readings = Readings.of(day);
        HealthScore weighed = weigh(readings);
        BigDecimal computed = weighed.computed();
        if (computed == null) {
            return weighed;
        }
        Cap cap = cap(day, readings, computed);
        BigDecimal effective = cap == null ? computed : cap.maxScore().setScale(SCALE, RoundingMode.HALF_UP);
        Band raw = band(effective);
        Band band = cap != null || rawBandBefore == null || bandBefore == null
                ? raw
                : Hysteresis.band(effective, raw, scorecard.bands(), new Hysteresis.Before(rawBandBefore, bandBefore));
        return new HealthScore(
                computed, effective, cap, raw, band, weighed.coverage(), weighed.confidence(), weighed.measures());
    }

    /** What the measures of a score come to by this scorecard, without caps. */
    public HealthScore again(HealthScore stored) {
        return weigh(stored.measures().stream().map(MeasureScore::reading).toList());
    }

    private HealthScore weigh(List<Reading> readings) {
        long applicable = 0;
        long present = 0;
        for (Reading reading : readings) {
            long weight = weight(reading);
            applicable += reading.state().applicable() ? weight : 0;
            present += reading.state().present() ? weight : 0;
        }
        BigDecimal coverage = applicable == 0 ? fixed(0) : ratio(present, applicable);
        if (present == 0 || coverage.compareTo(LEAST_COVERAGE) < 0) {
            return unknown(readings, present, coverage);
        }
        List<MeasureScore> measures = contributions(readings, present);
        BigDecimal computed = measures.stream()
                .map(MeasureScore::contribution)
                .filter(Objects::nonNull)
                .reduce(HealthScore.NEUTRAL, BigDecimal::add)
                .setScale(SCALE, RoundingMode.UNNECESSARY);
        boolean sure = coverage.compareTo(SURE_COVERAGE) >= 0 && scorecard.usesBothKinds();
        Confidence confidence = sure ? Confidence.NORMAL : Confidence.LOW;
        Band band = band(computed);
        return new HealthScore(computed, computed, null, band, band, coverage, confidence, measures);
    }

    private List<MeasureScore> contributions(List<Reading> readings, long present) {
        long[] points = new long[readings.size()];
        long[] weighted = new long[readings.size()];
        for (int i = 0; i < points.length; i++) {
            Reading reading = readings.get(i);
            Line line = lines.get(reading.key());
            if (line != null && reading.state().present()) {
                points[i] = line.points(reading);
                weighted[i] = line.weight() * (points[i] - NEUTRAL);
            }
        }
        long[] parts = LargestRemainder.parts(weighted, present);
        List<MeasureScore> measures = new ArrayList<>(points.length);
        for (int i = 0; i < points.length; i++) {
            Reading reading = readings.get(i);
            measures.add(
                    counts(reading)
                            ? shown(reading, fixed(points[i]), ratio(weight(reading), present), fixed(parts[i]))
                            : shown(reading, null, fixed(0), null));
        }
        return measures;
    }

    private HealthScore unknown(List<Reading> readings, long present, BigDecimal coverage) {
        List<MeasureScore> measures = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            Line line = lines.get(reading.key());
            if (line == null || present == 0 || !reading.state().present()) {
                measures.add(shown(reading, null, fixed(0), null));
            } else {
                measures.add(shown(reading, fixed(line.points(reading)), ratio(line.weight(), present), null));
            }
        }
        return new HealthScore(null, null, null, Band.UNKNOWN, Band.UNKNOWN, coverage, Confidence.NONE, measures);
    }

    /** The strictest rule that holds and that lowers this score. */
    private @Nullable Cap cap(AccountDay day, List<Reading> readings, BigDecimal computed) {
        for (CapRule rule : capsStrictestFirst) {
            if (rule.maxScore().compareTo(computed) < 0 && holds(rule, day, readings)) {
                return new Cap(rule.rule(), rule.threshold(), rule.maxScore());
            }
        }
        return null;
    }

    private static boolean holds(CapRule rule, AccountDay day, List<Reading> readings) {
        return switch (rule.rule()) {
            case NO_LOGIN_DAYS -> {
                Integer days = day.daysSinceLogin();
                yield days != null && rule.threshold().compareTo(BigDecimal.valueOf(days)) <= 0;
            }
            case CORE_FEATURE_SHARE -> {
                double most = rule.threshold().doubleValue();
                yield readings.stream()
                        .filter(reading -> reading.key() == MeasureKey.CORE_FEATURE_USE)
                        .anyMatch(use -> use.state().present() && use.value() <= most);
            }
        };
    }

    private Band band(BigDecimal score) {
        if (score.compareTo(scorecard.bands().green()) >= 0) {
            return Band.GREEN;
        }
        return score.compareTo(scorecard.bands().yellow()) >= 0 ? Band.YELLOW : Band.RED;
    }

    /** Whether the measure is in the scorecard and has data. */
    private boolean counts(Reading reading) {
        return reading.state().present() && lines.containsKey(reading.key());
    }

    private long weight(Reading reading) {
        Line line = lines.get(reading.key());
        return line == null ? 0 : line.weight();
    }

    private static MeasureScore shown(
            Reading reading, @Nullable BigDecimal score, BigDecimal share, @Nullable BigDecimal contribution) {
        boolean known = reading.state().present();
        return new MeasureScore(
                reading.key(),
                reading.state(),
                known ? fixed(Math.round(reading.value() * UNIT)) : null,
                known ? fixed(Math.round(reading.input() * UNIT)) : null,
                score,
                share,
                contribution);
    }

    private static BigDecimal fixed(long units) {
        return BigDecimal.valueOf(units, SCALE);
    }

    private static BigDecimal ratio(long part, long whole) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), SCALE, RoundingMode.HALF_UP);
    }
}
