package dev.keizoku.metrics.forecast;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How forecasts of one horizon would have done: made at the end of every past month from what was known then.
 *
 * @param ratios actual / forecast of each, ascending
 * @param error mean absolute error as a share of what came; null without forecasts
 * @param naiveError the same of carrying the month's own MRR forward
 */
record BackTest(
        int horizon,
        List<BigDecimal> ratios,
        @Nullable BigDecimal error,
        @Nullable BigDecimal naiveError) {

    /** Fewer say nothing of how far off forecasts are. */
    static final int LEAST_FORECASTS = 5;

    private static final MathContext PRECISION = MathContext.DECIMAL64;
    private static final int LOW_PERCENT = 10;

    static BackTest of(List<MonthFlow> history, int horizon) {
        List<BigDecimal> ratios = new ArrayList<>();
        BigDecimal error = BigDecimal.ZERO;
        BigDecimal naive = BigDecimal.ZERO;
        int forecasts = 0;
        for (int known = FlowModel.LEAST_MONTHS; known + horizon <= history.size(); known++) {
            Optional<FlowModel> model = FlowModel.of(history.subList(0, known));
            BigDecimal then = history.get(known - 1).closing();
            BigDecimal actual = history.get(known + horizon - 1).closing();
            if (model.isPresent() && actual.signum() > 0) {
                BigDecimal forecast = model.get().after(then, horizon);
                forecasts++;
                error = error.add(off(forecast, actual), PRECISION);
                naive = naive.add(off(then, actual), PRECISION);
                if (forecast.signum() > 0) {
                    ratios.add(actual.divide(forecast, PRECISION));
                }
            }
        }
        ratios.sort(null);
        BigDecimal count = BigDecimal.valueOf(forecasts);
        return new BackTest(
                horizon,
                List.copyOf(ratios),
                forecasts == 0 ? null : error.divide(count, PRECISION),
                forecasts == 0 ? null : naive.divide(count, PRECISION));
    }

    /** Where eight of ten past forecasts would have put the actual; null where there were too few of them. */
    @Nullable BigDecimal low(BigDecimal forecast) {
        return ratios.size() < LEAST_FORECASTS
                ? null
                : forecast.multiply(quantile(LOW_PERCENT).min(BigDecimal.ONE), PRECISION);
    }

    /** The other end. */
    @Nullable BigDecimal high(BigDecimal forecast) {
        return ratios.size() < LEAST_FORECASTS
                ? null
                : forecast.multiply(quantile(100 - LOW_PERCENT).max(BigDecimal.ONE), PRECISION);
    }

    private BigDecimal quantile(int percent) {
        int last = ratios.size() - 1;
        BigDecimal place = BigDecimal.valueOf((long) last * percent, 2);
        int below = place.intValue();
        BigDecimal rest = place.subtract(BigDecimal.valueOf(below));
        BigDecimal left = ratios.get(below);
        BigDecimal right = ratios.get(Math.min(last, below + 1));
        return left.add(right.subtract(left).multiply(rest, PRECISION), PRECISION);
    }

    private static BigDecimal off(BigDecimal forecast, BigDecimal actual) {
        return forecast.subtract(actual).abs().divide(actual, PRECISION);
    }
}
