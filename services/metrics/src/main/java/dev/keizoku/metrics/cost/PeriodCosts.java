package dev.keizoku.metrics.cost;

import dev.keizoku.kernel.Money;
import dev.keizoku.metrics.report.RateMissing;
import dev.keizoku.metrics.report.Span;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The costs of periods: whole months, all of which have to be known. */
public final class PeriodCosts {

    private final Map<YearMonth, MonthCost> months;

    public PeriodCosts(Map<YearMonth, MonthCost> months) {
        this.months = months;
    }

    /** What was spent on winning customers; null unless it is known of every month of the period. */
    @Nullable Ratio salesAndMarketing(Span period) {
        List<Money> amounts = known(period, MonthCost::salesAndMarketing);
        if (amounts == null) {
            return null;
        }
        oneCurrency(amounts);
        return Ratio.of(amounts.stream().map(Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** The currency of what was spent; null where nothing is known. */
    @Nullable Currency currency(Span period) {
        List<Money> amounts = known(period, MonthCost::salesAndMarketing);
        return amounts == null ? null : amounts.getFirst().currency();
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

    private static @Nullable Ratio ebitdaMargin(@Nullable MonthCost cost, @Nullable Ratio revenue) {
        if (cost == null) {
            return null;
        }
        if (cost.ebitdaMargin() != null) {
            return Ratio.of(cost.ebitdaMargin());
        }
        Money operating = cost.operatingCost();
        Ratio share = operating == null ? null : Ratio.quotient(Ratio.of(operating.amount()), revenue);
        return share == null ? null : Ratio.sum(Ratio.of(1), share.negated());
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

    private static void oneCurrency(List<Money> amounts) {
        Set<String> codes = new TreeSet<>();
        amounts.forEach(
                money -> codes.add(Objects.requireNonNull(money).currency().getCurrencyCode()));
        if (codes.size() > 1) {
            throw new RateMissing(List.copyOf(codes));
        }
    }
}
