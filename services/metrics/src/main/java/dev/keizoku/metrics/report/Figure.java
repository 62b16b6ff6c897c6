package dev.keizoku.metrics.report;

import dev.keizoku.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure of one period, rounded as it is shown.
 *
 * @param number null where it is undefined
 * @param currency null where it is no money
 */
public record Figure(
        MetricDefinition metric,
        Span period,
        boolean complete,
        @Nullable BigDecimal number,
        @Nullable Currency currency) {

    /** The metric's figure for the whole company in one period, with the question's filters and currency. */
    public static Figure of(MetricDefinition metric, Span period, Reading.Asked asked) {
        return of(metric, List.of(period), asked).getFirst();
    }

    /** The same for periods that follow one another. */
    public static List<Figure> of(MetricDefinition metric, List<Span> periods, Reading.Asked asked) {
        Reading.Asked narrowed = asked.over(periods);
        Windows windows = narrowed.question().windows();
        MetricReport.Series series = metric.series(narrowed).getFirst();
        Currency currency =
                series.currency() == null ? asked.tenant().currency() : Currency.getInstance(series.currency());
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < periods.size(); i++) {
            figures.add(new Figure(
                    metric,
                    periods.get(i),
                    windows.complete(periods.get(i)),
                    number(series.values().get(i), currency),
                    metric.unit() == Metric.Unit.MONEY ? currency : null));
        }
        return figures;
    }

    private static @Nullable BigDecimal number(MetricValue value, Currency currency) {
        return switch (value) {
            case MetricValue.Amount amount -> amount.rounded(Math.max(0, currency.getDefaultFractionDigits()));
            case MetricValue.Rate rate -> rate.rounded();
            case MetricValue.Count count -> BigDecimal.valueOf(count.value());
            case MetricValue.Undefined undefined -> null;
        };
    }

    /** Money, a number or null. */
    public @Nullable Object wire() {
        return wire(number);
    }

    /** A number of the figure's kind. */
    public @Nullable Object wire(@Nullable BigDecimal of) {
        if (of == null || currency == null) {
            return of;
        }
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        return new Money(of.setScale(digits, RoundingMode.HALF_UP), currency);
    }
}
