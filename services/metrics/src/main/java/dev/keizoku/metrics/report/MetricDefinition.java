package dev.keizoku.metrics.report;

import dev.keizoku.kernel.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the catalogue, wherever its figures come from.
 *
 * @param ledger the metric of the ledger it is; null for one that needs more than that
 * @param options what can be chosen beside the question
 * @param composition who and what makes a figure
 */
public record MetricDefinition(
        String id,
        Metric.Unit unit,
        String definition,
        String title,
        String text,
        @Nullable Metric ledger,
        List<Option> options,
        Source source,
        Composition composition) {

    /** A whole number that can be given with the question. */
    public record Option(String name, int fallback, int least, int most) {

        /** As a request gives it. */
        public int read(Parameters parameters) {
            return parameters.integer(name, fallback, least, most);
        }

        /** As it has been read before. */
        public int of(Map<String, Integer> chosen) {
            return chosen.getOrDefault(name, fallback);
        }
    }

    /** Where the figures come from. */
    @FunctionalInterface
    public interface Source {

        /** A series for each group; values in the order of the windows' periods. */
        List<MetricReport.Series> series(Reading.Asked asked, Map<String, Integer> options);
    }

    /** Who makes a sum over customers. */
    @FunctionalInterface
    public interface Breakdown {

        /** The parts of the question's only period. */
        CustomerParts parts(Reading.Asked asked, Map<String, Integer> options);
    }

    /** Who and what makes a figure. */
    @FunctionalInterface
    public interface Composition {

        /** What the question's only period is made of. */
        Composed of(Reading.Asked asked, Map<String, Integer> options);

        /** Of a figure that is one sum over customers. */
        private static Composition of(Metric.Unit unit, Breakdown breakdown) {
            return (asked, options) -> Composed.of(unit, () -> breakdown.parts(asked, options));
        }
    }

    /** A metric that needs more than the ledger's tallies. */
    public MetricDefinition(
            String id,
            Metric.Unit unit,
            String definition,
            String title,
            String text,
            List<Option> options,
            Source source,
            Composition composition) {
        this(id, unit, definition, title, text, null, options, source, composition);
    }

    /** The same where the figure is one sum over customers. */
    public static MetricDefinition ofSum(
            String id,
            Metric.Unit unit,
            String definition,
            String title,
            String text,
            List<Option> options,
            Source source,
            Breakdown breakdown) {
        return new MetricDefinition(
                id, unit, definition, title, text, options, source, Composition.of(unit, breakdown));
    }

    static MetricDefinition of(Metric metric) {
        return new MetricDefinition(
                metric.id(),
                metric.unit(),
                metric.definition(),
                metric.title(),
                metric.text(),
                metric,
                List.of(),
                (asked, options) -> ofLedger(metric, asked).series(),
                Composition.of(metric.unit(), (asked, options) -> CustomerParts.of(metric, asked)));
    }

    /** The options as a request gives them. */
    public Map<String, Integer> read(Parameters parameters) {
        Map<String, Integer> chosen = new LinkedHashMap<>();
        for (Option option : options) {
            chosen.put(option.name(), option.read(parameters));
        }
        return chosen;
    }

    /** The series, and whether rates of other days stand in them. */
    MetricReport.Answer answer(Reading.Asked asked, Map<String, Integer> chosen) {
        return ledger == null ? new MetricReport.Answer(source.series(asked, chosen), false) : ofLedger(ledger, asked);
    }

    private static MetricReport.Answer ofLedger(Metric metric, Reading.Asked asked) {
        return MetricReport.of(asked.book(), metric, asked.question(), asked.today(), asked.reporting());
    }

    /** The series with every option as it is unless told otherwise. */
    public List<MetricReport.Series> series(Reading.Asked asked) {
        Map<String, Integer> usual = new LinkedHashMap<>();
        options.forEach(option -> usual.put(option.name(), option.fallback()));
        return source.series(asked, usual);
    }
}
