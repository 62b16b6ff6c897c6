package dev.keizoku.health.score;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.scorecard.BandEdges;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who knows more has set over a score. It goes before the rules, and those before the measures.
 *
 * @param value the score of a cap, a floor or a set score
 * @param band of a set band
 */
public record ManualOverride(
        UUID id,
        Kind kind,
        @Nullable BigDecimal value,
        @Nullable Band band,
        String reason) {

    private static final BigDecimal STEP = new BigDecimal("0.0001");

    /** What is set. */
    public enum Kind {
        /** No score above it. A rule that holds the score lower still holds. */
        @JsonProperty("cap")
        CAP,
        /** No score below it, whatever rules hold it down. */
        @JsonProperty("floor")
        FLOOR,
        /** The band, and with it the nearest score that lies in it. */
        @JsonProperty("set_band")
        SET_BAND,
        /** The score itself, also where too little is known for one. */
        @JsonProperty("set_score")
        SET_SCORE;

        public static Kind of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The score in force; null where there is none to hold. */
    @Nullable BigDecimal over(@Nullable BigDecimal ruled, BandEdges edges) {
        if (kind == Kind.SET_SCORE) {
            return scaled(value());
        }
        if (ruled == null) {
            return null;
        }
        return switch (kind) {
            case CAP -> ruled.min(scaled(value()));
            case FLOOR -> ruled.max(scaled(value()));
            case SET_BAND -> scaled(into(ruled, edges));
            case SET_SCORE -> ruled;
        };
    }

    private BigDecimal into(BigDecimal score, BandEdges edges) {
        if (band == null) {
            return score;
        }
        return switch (band) {
            case GREEN -> score.max(edges.green());
            case YELLOW -> score.max(edges.yellow()).min(edges.green().subtract(STEP));
            case RED -> score.min(edges.yellow().subtract(STEP));
            case UNKNOWN -> score;
        };
    }

    private static @Nullable BigDecimal scaled(@Nullable BigDecimal score) {
        return score == null ? null : score.setScale(Scorer.SCALE, RoundingMode.HALF_UP);
    }
}
