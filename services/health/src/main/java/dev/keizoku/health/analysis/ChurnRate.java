package dev.keizoku.health.analysis;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;
import org.jspecify.annotations.Nullable;

/** How many of some observations were followed by leaving. */
record ChurnRate(long observations, long leavers) {

    /** Of fewer than this nothing is said. */
    static final int LEAST = 10;

    private static final double CONFIDENCE = 0.95;

    ChurnRate {
        if (leavers > observations) {
            throw new IllegalArgumentException(
                    "More left than were observed: %d of %d.".formatted(leavers, observations));
        }
    }

    /** Null where too few were observed. */
    @Nullable Double rate() {
        return observations < LEAST ? null : (double) leavers / observations;
    }

    /** Wilson's interval of the rate, with 95 per cent confidence. */
    @Nullable ConfidenceInterval interval() {
        Double rate = rate();
        return rate == null
                ? null
                : BinomialProportion.getWilsonScoreInterval(Math.toIntExact(observations), rate, CONFIDENCE);
    }

    /** How often beside another rate. */
    @Nullable Double lift(ChurnRate all) {
        Double rate = rate();
        Double usual = all.rate();
        return rate == null || usual == null || usual == 0 ? null : rate / usual;
    }

    /** Whether it lies above or below another rate beyond reasonable doubt. */
    Verdict against(ChurnRate all) {
        ConfidenceInterval interval = interval();
        Double usual = all.rate();
        if (interval == null || usual == null) {
            return Verdict.TOO_FEW;
        }
        if (interval.getLowerBound() > usual) {
            return Verdict.HIGHER;
        }
        return interval.getUpperBound() < usual ? Verdict.LOWER : Verdict.LIKE_ALL;
    }

    /** How a rate compares. */
    enum Verdict {
        HIGHER,
        LOWER,
        LIKE_ALL,
        TOO_FEW
    }
}
