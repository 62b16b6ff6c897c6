package dev.keizoku.metrics.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a figure of one period is made of.
 *
 * @param value null where it is what its only part comes to
 * @param currency of the value; null where it is no money
 * @param inputs what no customer has a part in, by name, in that currency where it is money
 * @param parts the sums over customers it is made of, by name and in order
 */
public record Composed(
        @Nullable MetricValue value,
        @Nullable String currency,
        Map<String, MetricValue> inputs,
        Map<String, Part> parts) {

    /** The only part of a figure that is one sum over customers. */
    public static final String FIGURE = "figure";

    /** One sum over customers, added up when it is asked for. */
    public record Part(Metric.Unit unit, Supplier<CustomerParts> customers) {}

    /** A figure that is one sum over customers. */
    static Composed of(Metric.Unit unit, Supplier<CustomerParts> customers) {
        return new Composed(null, null, Map.of(), Map.of(FIGURE, new Part(unit, customers)));
    }

    /** A figure without parts yet. */
    public static Composed of(MetricReport.Series series) {
        return new Composed(
                series.values().getFirst(), series.currency(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** With one more input. */
    public Composed input(String name, MetricValue of) {
        Map<String, MetricValue> more = new LinkedHashMap<>(inputs);
        more.put(name, of);
        return new Composed(value, currency, more, parts);
    }

    /** With one more part. */
    public Composed part(String name, Metric.Unit unit, Supplier<CustomerParts> customers) {
        Map<String, Part> more = new LinkedHashMap<>(parts);
        more.put(name, new Part(unit, customers));
        return new Composed(value, currency, inputs, more);
    }
}
