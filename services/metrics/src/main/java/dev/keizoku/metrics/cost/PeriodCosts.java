package dev.keizoku.metrics.cost;

import dev.keizoku.kernel.Money;
import dev.keizoku.metrics.report.Reporting;
import dev.keizoku.metrics.report.Span;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The costs of periods: whole months, all of which have to be known. */
public final class PeriodCosts {

    private final Map<YearMonth, MonthCost> months;
    private final Reporting reporting;

    public PeriodCosts(Map<YearMonth, MonthCost> months, Reporting reporting) {
        this.months = months;
        this.reporting = reporting;
    }

    /**
     * What was spent on winning customers, in the reporting currency at the rates of the months' last days; null unless it is
     * known of every month of the period.
     */
    @Nullable Ratio salesAndMarketing(Span period) {
        List<BigDecimal> amounts = known(period, cost -> reported(cost.salesAndMarketing(), cost.month()));
        return amounts == null ? null : Ratio.of(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** The mean gross margin of the period's months. */
    @Nullable Ratio grossMargin(Span period) {
        return mean(known(period, MonthCost::grossMargin));
    }

    /**
     * The mean EBITDA margin of the period's months.
     *
     * @param revenue of a month, for those of which only the operating cost is known
     */
    @Nullable Ratio ebitdaMargin(Span period, Function<YearMonth, @Nullable Ratio> revenue) {
        List<YearMonth> all = monthsOf(period);
        Ratio sum = Ratio.of(0);
        for (YearMonth month : all) {
            sum = Ratio.sum(sum, ebitdaMargin(months.get(month), revenue.apply(month)));
        }
        return all.isEmpty() ? null : Ratio.quotient(sum, Ratio.of(all.size()));
    }

    private @Nullable Ratio ebitdaMargin(@Nullable MonthCost cost, @Nullable Ratio revenue) {
        if (cost == null) {
            return null;
        }
        if (cost.ebitdaMargin() != null) {
            return Ratio.of(cost.ebitdaMargin());
        }
        BigDecimal operating = reported(cost.operatingCost(), cost.month());
        Ratio share = operating == null ? null : Ratio.quotient(Ratio.of(operating), revenue);
        return share == null ? null : Ratio.sum(Ratio.of(1), share.negated());
    }

    private @Nullable BigDecimal reported(@Nullable Money cost, YearMonth month) {
        return cost == null
                ? null
                : cost.amount().multiply(reporting.rate(cost.currency().getCurrencyCode(), month.atEndOfMonth()));
    }

    private static @Nullable Ratio mean(@Nullable List<BigDecimal> values) {
        return values == null
                ? null
                : new Ratio(
                        values.stream().reduce(BigDecimal.ZERO, BigDecimal::add), BigDecimal.valueOf(values.size()));
    }

    private <T> @Nullable List<T> known(Span period, Function<MonthCost, @Nullable T> part) {
        List<T> values = new ArrayList<>();
        for (YearMonth month : monthsOf(period)) {
            MonthCost cost = months.get(month);
            T value = cost == null ? null : part.apply(cost);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values.isEmpty() ? null : values;
    }

    /** Empty when the period is not made of whole months. */
    static List<YearMonth> monthsOf(Span period) {
        if (period.from().getDayOfMonth() != 1 || period.to().getDayOfMonth() != 1) {
            return List.of();
        }
        List<YearMonth> all = new ArrayList<>();
        YearMonth last = YearMonth.from(period.to());
        for (YearMonth month = YearMonth.from(period.from()); month.isBefore(last); month = month.plusMonths(1)) {
            all.add(month);
        }
        return all;
    }
}
