package dev.keizoku.health.measure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an account was like before its use began to surge. As long as the surge shows in the measures, those that it moves
 * give no more points than they would have given then: a surge never raises a score.
 *
 * @param from the first day that stood out; null when it was not seen
 * @param values of the measures on the last day before it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Held(@Nullable LocalDate from, SortedMap<MeasureKey, BigDecimal> values) {

    /** Use surges, and nobody saw how it began: then what is usual is taken, where a measure knows it. */
    public static final Held UNSEEN = new Held(null, new TreeMap<>());

    /** What a jump in use moves by itself: what is counted of use, and the enquiries that come with it. */
    private static final Set<MeasureKey> MOVED = EnumSet.of(
            MeasureKey.LOGIN_FREQUENCY,
            MeasureKey.LOGIN_RECENCY,
            MeasureKey.CORE_FEATURE_USE,
            MeasureKey.OUTCOME,
            MeasureKey.SEAT_USE,
            MeasureKey.DEPARTMENTS,
            MeasureKey.DEPARTMENT_SPREAD,
            MeasureKey.USAGE_TREND,
            MeasureKey.SUPPORT_ENQUIRIES,
            MeasureKey.SUPPORT_CHANGE);

    public Held {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Of the values of a day, those that have to be remembered. */
    public static Held before(LocalDate from, Map<MeasureKey, BigDecimal> values) {
        SortedMap<MeasureKey, BigDecimal> moved = new TreeMap<>(values);
        moved.keySet().retainAll(MOVED);
        return new Held(from, moved);
    }

    /** The reading beside what it was before. */
    Reading beside(AccountDay day, Reading reading) {
        MeasureKey key = reading.key();
        if (!MOVED.contains(key) || !reading.state().present()) {
            return reading;
        }
        BigDecimal before = values.get(key);
        if (before != null) {
            return reading.beside(before.doubleValue());
        }
        return reading.beside(from == null ? usual(day, reading) : Reading.NOTHING);
    }

    private static double usual(AccountDay day, Reading reading) {
        return reading.key() == MeasureKey.CORE_FEATURE_USE ? UseReadings.usualCoreFeatureUse(day) : reading.baseline();
    }
}
