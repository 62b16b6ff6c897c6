package dev.keizoku.health.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.score.Trend;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.stat.descriptive.rank.Median;
import org.jspecify.annotations.Nullable;

/**
 * Where a score is going: beside a week and a month before, and by the week over eight of them.
 *
 * @param label by the month
 * @param slopePerWeek the middle of the slopes between all pairs of weekly closes (Theil and Sen), so that one odd week
 *     does not turn it; null for fewer than three
 * @param weeks how many closes there were
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ScoreTrend(
        String label,

        @JsonProperty("delta_7d") @Nullable BigDecimal delta7d,

        @JsonProperty("compared_with_7d") @Nullable LocalDate comparedWith7d,

        @JsonProperty("delta_30d") @Nullable BigDecimal delta30d,

        @JsonProperty("compared_with_30d") @Nullable LocalDate comparedWith30d,

        @Nullable BigDecimal slopePerWeek,
        int weeks,
        @Nullable LocalDate slopeFrom) {

    /** So many days before a day are looked at. */
    static final int DAYS = 56;

    private static final int WEEK = 7;
    private static final int WEEKS = 8;
    private static final int LEAST_WEEKS = 3;
    private static final int MONTH = 30;
    private static final int DECIMALS = 4;

    /** A day and its effective score. */
    record Close(LocalDate day, BigDecimal score) {}

    /**
     * The trend of a day.
     *
     * @param days those of the last weeks that have a score, the day among them, oldest first
     */
    static ScoreTrend of(LocalDate day, @Nullable BigDecimal score, List<Close> days) {
        Trend week = since(day, score, days, WEEK);
        Trend month = since(day, score, days, MONTH);
        List<Close> closes = new ArrayList<>();
        for (int i = WEEKS - 1; i >= 0; i--) {
            Close close = last(days, day.minusDays((long) i * WEEK));
            if (close != null) {
                closes.add(close);
            }
        }
        boolean enough = score != null && closes.size() >= LEAST_WEEKS;
        return new ScoreTrend(
                month.label().key(),
                week.delta(),
                week.comparedWith(),
                month.delta(),
                month.comparedWith(),
                enough ? slope(closes) : null,
                closes.size(),
                enough ? closes.getFirst().day() : null);
    }

    private static Trend since(LocalDate day, @Nullable BigDecimal score, List<Close> days, int ago) {
        Close before = last(days, day.minusDays(ago));
        return before == null ? Trend.NONE : Trend.between(before.score(), before.day(), score);
    }

    /** The last score of the week that ends with the day. */
    private static @Nullable Close last(List<Close> days, LocalDate end) {
        Close last = null;
        for (Close close : days) {
            if (!close.day().isAfter(end) && close.day().isAfter(end.minusDays(WEEK))) {
                last = close;
            }
        }
        return last;
    }

    private static BigDecimal slope(List<Close> closes) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < closes.size(); i++) {
            for (int j = i + 1; j < closes.size(); j++) {
                double weeks = (double) ChronoUnit.DAYS.between(
                                closes.get(i).day(), closes.get(j).day())
                        / WEEK;
                slopes.add(closes.get(j).score().subtract(closes.get(i).score()).doubleValue() / weeks);
            }
        }
        double middle = new Median()
                .evaluate(slopes.stream().mapToDouble(Double::doubleValue).toArray());
        return BigDecimal.valueOf(middle).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
