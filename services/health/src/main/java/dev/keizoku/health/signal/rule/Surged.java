package dev.keizoku.health.signal.rule;

import dev.keizoku.health.measure.Held;
import dev.keizoku.health.measure.MeasureKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a surge, from the first day that stands out until nothing measured shows it any more.
 *
 * @param since the day on which the surge began that still stands
 * @param lastOn its last day, or that of one that is over and still shows
 * @param before what the account was like
 */
record Surged(
        @Nullable LocalDate since,
        @Nullable LocalDate lastOn,
        @Nullable Held before) {

    /** Measures look back this far. */
    private static final int WINDOW = 28;

    /** What was before is no measure for ever: use that stands out every month is what is usual. */
    private static final int MOST_DAYS = 90;

    /**
     * The same after another day.
     *
     * @param stands whether use surges; when nobody can say, a surge that stood goes on
     * @param standsOut whether any of the last days is far above its kind
     * @param measured what the measures of the day before were
     */
    Surged after(LocalDate day, Shifts.Answer stands, boolean standsOut, Map<MeasureKey, BigDecimal> measured) {
        boolean surges = stands == Shifts.Answer.YES || (stands == Shifts.Answer.UNKNOWN && since != null);
        LocalDate last = surges ? day : lastOn;
        boolean shows = last != null && ChronoUnit.DAYS.between(last, day) < WINDOW;
        return new Surged(
                surges ? (since == null ? day : since) : null,
                shows ? last : null,
                beforeOn(day, standsOut, shows, measured));
    }

    private @Nullable Held beforeOn(
            LocalDate day, boolean standsOut, boolean shows, Map<MeasureKey, BigDecimal> measured) {
        LocalDate from = before == null ? null : before.from();
        boolean fresh = from != null && ChronoUnit.DAYS.between(from, day) < MOST_DAYS;
        if (fresh && (standsOut || shows)) {
            return before;
        }
        return standsOut && !measured.isEmpty() ? Held.before(day, measured) : null;
    }
}
