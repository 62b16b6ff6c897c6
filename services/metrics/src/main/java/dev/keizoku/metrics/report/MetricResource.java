package dev.keizoku.metrics.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantRecord;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The catalogue of metrics and their figures over time. */
@Path("/v1/metrics")
@RunOnVirtualThread
public class MetricResource {

    private final Reading reading;
    private final Catalogue metrics;
    private final Caller caller;

    MetricResource(Reading reading, Catalogue metrics, Caller caller) {
        this.reading = reading;
        this.metrics = metrics;
        this.caller = caller;
    }

    /** The catalogue. */
    public record Listing(List<CatalogueEntry> data) {}

    /** One metric and how it is defined. */
    public record CatalogueEntry(String metric, String definition, String unit, String title, String text) {}

    /**
     * The figures of one metric.
     *
     * @param complete whether every interval is over
     * @param asOf the instant whose knowledge they are of, where one was asked for
     * @param ratesFilled true where the rate of an earlier day had to stand in for a missing one
     */
    public record Answer(
            String metric,
            String definition,
            String unit,
            String interval,
            String basis,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String currency,

            LocalDate dataThrough,
            boolean complete,
            @Nullable Instant asOf,
            @Nullable Boolean ratesFilled,
            List<Line> series) {}

    /** The figures of one group. */
    public record Line(
            @JsonInclude(value = JsonInclude.Include.ALWAYS, content = JsonInclude.Include.ALWAYS)
            Map<String, @Nullable String> group,

            List<Point> points) {}

    /** One figure; {@code negativeChurn} only where the metric is net churn and has a value. */
    public record Point(
            LocalDate from,
            LocalDate to,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object value,

            boolean complete,
            @Nullable Boolean negativeChurn) {}

    @GET
    @RolesAllowed("metrics:read")
    public Listing catalogue() {
        return new Listing(metrics.all().stream()
                .map(metric -> new CatalogueEntry(
                        metric.id(), metric.definition(), metric.unit().wireName(), metric.title(), metric.text()))
                .toList());
    }

    @GET
    @Path("/{metric}")
    @RolesAllowed("metrics:read")
    public Response metric(@PathParam("metric") String id, @Context UriInfo uri) {
        MetricDefinition metric = metrics.of(id).orElseThrow(() -> ProblemException.notFound("metric"));
        Parameters parameters = Parameters.of(uri);
        Map<String, Integer> options = metric.read(parameters);
        return reading.answer(
                caller, parameters, metric.ledger(), asked -> answer(metric, metric.answer(asked, options), asked));
    }

    private static Answer answer(MetricDefinition metric, MetricReport.Answer found, Reading.Asked asked) {
        List<MetricReport.Series> series = found.series();
        List<String> currencies = series.stream()
                .map(line -> currencyOf(line, asked.tenant()).getCurrencyCode())
                .distinct()
                .toList();
        return new Answer(
                metric.id(),
                metric.definition(),
                metric.unit().wireName(),
                asked.question().interval().wireName(),
                asked.question().basis().wireName(),
                metric.unit() == Metric.Unit.MONEY && currencies.size() == 1 ? currencies.getFirst() : null,
                asked.dataThrough(),
                asked.complete(),
                asked.asOf(),
                found.ratesFilled() ? (Boolean) true : null,
                series.stream().map(line -> line(metric, line, asked)).toList());
    }

    private static Line line(MetricDefinition metric, MetricReport.Series series, Reading.Asked asked) {
        Windows windows = asked.question().windows();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < windows.periods().size(); i++) {
            Span span = windows.periods().get(i);
            MetricValue value = series.values().get(i);
            Boolean negative = metric.ledger() == Metric.NET_MRR_CHURN_RATE && value instanceof MetricValue.Rate rate
                    ? (Boolean) rate.isNegative()
                    : null;
            points.add(new Point(
                    span.from(),
                    span.to(),
                    Reading.wire(value, currencyOf(series, asked.tenant())),
                    windows.complete(span),
                    negative));
        }
        return new Line(Reading.wire(series.group()), points);
    }

    private static Currency currencyOf(MetricReport.Series series, TenantRecord tenant) {
        String code = series.currency();
        return code == null ? tenant.currency() : Currency.getInstance(Objects.requireNonNull(code));
    }
}
