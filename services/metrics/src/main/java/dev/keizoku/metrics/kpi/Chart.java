package dev.keizoku.metrics.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A small chart as shapes of an SVG of 320 by 120.
 *
 * @param points of the line, as SVG writes them; empty for bars
 * @param zero where zero lies
 * @param most the amount that the upper edge stands for
 */
public record Chart(String title, String points, List<Bar> bars, String zero, String most, String first, String last) {

    /** One bar. */
    public record Bar(String x, String y, String width, String height, boolean below) {}

    /** One month's amount; null where there is none. */
    record Value(String label, @Nullable BigDecimal amount) {}

    private static final int WIDTH = 320;
    private static final int HEIGHT = 120;
    private static final int DIGITS = 1;

    static Chart line(String title, List<Value> values, Function<BigDecimal, String> written) {
        Scale scale = Scale.of(values);
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            BigDecimal amount = values.get(i).amount();
            if (amount != null) {
                points.append(points.isEmpty() ? "" : " ")
                        .append(text(scale.middle(i)))
                        .append(',')
                        .append(text(scale.y(amount)));
            }
        }
        return new Chart(
                title,
                points.toString(),
                List.of(),
                text(scale.y(BigDecimal.ZERO)),
                written.apply(scale.most()),
                first(values),
                last(values));
    }

    static Chart bars(String title, List<Value> values, Function<BigDecimal, String> written) {
        Scale scale = Scale.of(values);
        BigDecimal zero = scale.y(BigDecimal.ZERO);
        BigDecimal width = scale.step().multiply(new BigDecimal("0.7"));
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            BigDecimal amount = values.get(i).amount();
            if (amount != null) {
                BigDecimal top = scale.y(amount.max(BigDecimal.ZERO));
                BigDecimal bottom = scale.y(amount.min(BigDecimal.ZERO));
                BigDecimal left = scale.middle(i).subtract(width.divide(BigDecimal.TWO));
                bars.add(new Bar(text(left), text(top), text(width), text(bottom.subtract(top)), amount.signum() < 0));
            }
        }
        return new Chart(title, "", bars, text(zero), written.apply(scale.most()), first(values), last(values));
    }

    private static String first(List<Value> values) {
        return values.isEmpty() ? "" : values.getFirst().label();
    }

    private static String last(List<Value> values) {
        return values.isEmpty() ? "" : values.getLast().label();
    }

    private static String text(BigDecimal number) {
        return number.setScale(DIGITS, RoundingMode.HALF_UP).toPlainString();
    }

    /** From amounts to places; zero is always in it. */
    private record Scale(BigDecimal least, BigDecimal span, BigDecimal step) {

        private static final int PRECISION = 8;

        static Scale of(List<Value> values) {
            BigDecimal least = BigDecimal.ZERO;
            BigDecimal most = BigDecimal.ZERO;
            for (Value value : values) {
                if (value.amount() != null) {
                    least = least.min(value.amount());
                    most = most.max(value.amount());
                }
            }
            BigDecimal span = most.subtract(least);
            return new Scale(
                    least,
                    span.signum() == 0 ? BigDecimal.ONE : span,
                    BigDecimal.valueOf(WIDTH)
                            .divide(BigDecimal.valueOf(Math.max(1, values.size())), PRECISION, RoundingMode.HALF_UP));
        }

        BigDecimal most() {
            return least.add(span);
        }

        BigDecimal middle(int index) {
            return step.multiply(BigDecimal.valueOf(2L * index + 1)).divide(BigDecimal.TWO);
        }

        BigDecimal y(BigDecimal amount) {
            BigDecimal share = amount.subtract(least).divide(span, PRECISION, RoundingMode.HALF_UP);
            return BigDecimal.valueOf(HEIGHT).multiply(BigDecimal.ONE.subtract(share));
        }
    }
}
