package dev.keizoku.metrics.survival;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.report.Reading;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long customers stay. */
@Path("/v1/metrics/survival")
@RunOnVirtualThread
public class SurvivalResource {

    private static final int DIGITS = 12;

    private final Reading reading;
    private final Caller caller;

    SurvivalResource(Reading reading, Caller caller) {
        this.reading = reading;
        this.caller = caller;
    }

    /**
     * The curve of every group.
     *
     * @param confidenceInterval how the 95 % interval was made
     * @param logRank whether the groups differ; null for fewer than two
     */
    public record Answer(
            String definition,
            String event,
            String unit,
            String confidenceInterval,
            LocalDate dataThrough,
            boolean complete,
            @Nullable Instant asOf,
            List<Line> series,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Test logRank) {}

    /** The curve of one group. */
    public record Line(
            @JsonInclude(value = JsonInclude.Include.ALWAYS, content = JsonInclude.Include.ALWAYS)
            Map<String, @Nullable String> group,

            int customers,
            int events,
            Median median,
            List<Point> points) {}

    /** The days by which half have left; null where fewer than half have. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Median(
            @Nullable BigDecimal time,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high) {}

    /** The curve from this day of life on. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Point(
            int time,
            int atRisk,
            int events,
            int censored,
            @Nullable BigDecimal survival,
            @Nullable BigDecimal standardError,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high) {}

    /** The log-rank test between the groups. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Test(
            @Nullable BigDecimal chiSquare,
            int degreesOfFreedom,
            @Nullable BigDecimal pValue) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response survival(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        Leaving leaving = Leaving.valueOf(
                parameters.oneOf("event", List.of("first", "last"), "first").toUpperCase(Locale.ROOT));
        boolean truncated = !parameters.strings("from").isEmpty();
        return reading.answer(caller, parameters, null, asked -> answer(leaving, truncated, asked));
    }

    private static Answer answer(Leaving leaving, boolean truncated, Reading.Asked asked) {
        int tomorrow = Math.toIntExact(asked.today().plusDays(1).toEpochDay());
        int edge = Math.min(tomorrow, asked.question().windows().last());
        Integer from = truncated ? (Integer) asked.question().windows().first() : null;
        List<Line> lines = new ArrayList<>();
        List<List<Observation>> segments = new ArrayList<>();
        PaidHistories.of(asked).grouped().forEach((labels, customers) -> {
            List<Observation> segment = customers.stream()
                    .map(one -> leaving.of(one.history(), from, edge))
                    .flatMap(Optional::stream)
                    .toList();
            segments.add(segment);
            lines.add(line(Reading.wire(labels), SurvivalCurve.of(segment)));
        });
        return new Answer(
                leaving == Leaving.FIRST ? "survival.first_churn" : "survival.last_end",
                leaving.name().toLowerCase(Locale.ROOT),
                "day",
                "log",
                asked.dataThrough(),
                asked.complete(),
                asked.asOf(),
                lines,
                LogRank.of(segments)
                        .map(test -> new Test(number(test.chiSquare()), test.degreesOfFreedom(), number(test.pValue())))
                        .orElse(null));
    }

    private static Line line(Map<String, @Nullable String> group, SurvivalCurve curve) {
        SurvivalCurve.Median median = curve.median();
        return new Line(
                group,
                curve.customers(),
                curve.events(),
                new Median(number(median.time()), number(median.low()), number(median.high())),
                curve.points().stream().map(SurvivalResource::point).toList());
    }

    private static Point point(SurvivalCurve.Point point) {
        return new Point(
                point.time(),
                point.atRisk(),
                point.left(),
                point.censored(),
                number(point.survival()),
                number(point.error()),
                number(point.low()),
                number(point.high()));
    }

    private static @Nullable BigDecimal number(@Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return null;
        }
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
