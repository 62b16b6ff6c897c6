package dev.keizoku.metrics.conversion;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Span;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of trials or free sign-ups, those still open apart. */
@Path("/v1/metrics/conversions")
@RunOnVirtualThread
public class ConversionResource {

    private final ConversionReport report;
    private final Reading reading;
    private final Caller caller;

    ConversionResource(ConversionReport report, Reading reading, Caller caller) {
        this.report = report;
        this.reading = reading;
        this.caller = caller;
    }

    /** The conversions of every group. */
    public record Answer(
            String definition,
            String kind,
            int withinDays,
            String interval,
            LocalDate dataThrough,
            boolean complete,
            @Nullable Instant asOf,
            List<Line> series) {}

    /** The conversions of one group. */
    public record Line(
            @JsonInclude(value = JsonInclude.Include.ALWAYS, content = JsonInclude.Include.ALWAYS)
            Map<String, @Nullable String> group,

            List<Point> points) {}

    /** One period's sign-ups; the rate is of all of them. */
    public record Point(
            LocalDate from,
            LocalDate to,
            long signUps,
            long converted,
            long open,
            long expired,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal rate,

            boolean complete) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response conversions(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        SignUp.Kind kind = SignUp.Kind.valueOf(
                parameters.oneOf("kind", List.of("trial", "free"), "trial").toUpperCase(Locale.ROOT));
        int within = ConversionMetrics.WITHIN.read(parameters);
        return reading.answer(caller, parameters, null, asked -> answer(kind, within, asked));
    }

    private Answer answer(SignUp.Kind kind, int within, Reading.Asked asked) {
        List<Line> lines = new ArrayList<>();
        report.of(asked, kind, within)
                .forEach((labels, counts) -> lines.add(new Line(Reading.wire(labels), points(counts, within, asked))));
        return new Answer(
                kind == SignUp.Kind.TRIAL
                        ? "trial_conversion.cohort_within_days"
                        : "freemium_conversion.cohort_within_days",
                kind.wireName(),
                within,
                asked.question().interval().wireName(),
                asked.dataThrough(),
                isComplete(asked.question().windows().periods().getLast(), within, asked),
                asked.asOf(),
                lines);
    }

    /** A period is complete once every sign-up of it has had its days. */
    private static List<Point> points(Conversions[] counts, int within, Reading.Asked asked) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            Span period = asked.question().windows().periods().get(i);
            points.add(new Point(
                    period.from(),
                    period.to(),
                    counts[i].signUps(),
                    counts[i].converted(),
                    counts[i].open(),
                    counts[i].expired(),
                    MetricValue.rate(counts[i].converted(), counts[i].signUps()) instanceof MetricValue.Rate rate
                            ? rate.rounded()
                            : null,
                    isComplete(period, within, asked)));
        }
        return points;
    }

    private static boolean isComplete(Span period, int within, Reading.Asked asked) {
        return !period.to().plusDays(within).isAfter(asked.today());
    }
}
