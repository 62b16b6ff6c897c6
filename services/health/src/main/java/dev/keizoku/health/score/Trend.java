package dev.keizoku.health.score;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where a score is going, and since when.
 *
 * @param delta points gained or lost; null when there is nothing to compare with
 * @param comparedWith the day the score is compared with
 */
public record Trend(
        Label label, @Nullable BigDecimal delta, @Nullable LocalDate comparedWith) {

    public static final Trend NONE = new Trend(Label.NONE, null, null);

    private static final BigDecimal NOTABLE = BigDecimal.valueOf(5);

    /** The trend in a word. */
    public enum Label {
        UP,
        FLAT,
        DOWN,
        NONE;

        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public static Trend between(@Nullable BigDecimal before, @Nullable LocalDate beforeDay, @Nullable BigDecimal now) {
        if (before == null || beforeDay == null || now == null) {
            return NONE;
        }
        BigDecimal delta = now.subtract(before);
        Label label = delta.abs().compareTo(NOTABLE) < 0 ? Label.FLAT : delta.signum() > 0 ? Label.UP : Label.DOWN;
        return new Trend(label, delta, beforeDay);
    }
}
