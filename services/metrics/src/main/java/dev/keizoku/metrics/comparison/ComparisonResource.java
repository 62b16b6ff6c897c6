package dev.keizoku.metrics.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.metrics.cost.CostMetrics;
import dev.keizoku.metrics.cost.LtvDrivers;
import dev.keizoku.metrics.cost.LtvFactors;
import dev.keizoku.metrics.guide.GuideCatalogue;
import dev.keizoku.metrics.guide.GuideStore;
import dev.keizoku.metrics.report.Catalogue;
import dev.keizoku.metrics.report.Figure;
import dev.keizoku.metrics.report.MetricDefinition;
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
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The main figures of the time up to one date beside those of the time up to another. */
@Path("/v1/metrics/comparison")
@RunOnVirtualThread
public class ComparisonResource {

    private static final List<String> MAIN = List.of(
            "mrr",
            "arr",
            "customers",
            "arpa",
            "logo_churn_rate",
            "gross_mrr_churn_rate",
            "net_mrr_churn_rate",
            "customer_retention_rate",
            "nrr",
            "grr",
            "upsell_rate",
            "cross_sell_rate",
            "upsell_mrr",
            "cross_sell_mrr",
            "quick_ratio",
            "ltv",
            "cac",
            "ltv_cac");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int INDEX_DIGITS = 6;

    private final Catalogue metrics;
    private final CostMetrics costs;
    private final GuideStore guides;
    private final Reading reading;
    private final Caller caller;

    ComparisonResource(Catalogue metrics, CostMetrics costs, GuideStore guides, Reading reading, Caller caller) {
        this.metrics = metrics;
        this.costs = costs;
        this.guides = guides;
        this.reading = reading;
        this.caller = caller;
    }

    /** Both sides; {@code ltvDrivers} is null unless lifetime value is known on both. */
    public record Answer(
            String definition,
            String window,
            LocalDate dataThrough,
            boolean complete,
            @Nullable Instant asOf,
            Side before,
            Side after,
            List<Row> metrics,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Drivers ltvDrivers,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Guide ltvGuide) {}

    /** What the index of lifetime value is held against; the rating is null where there is no index. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Guide(
            String id,
            BigDecimal ok,
            @Nullable BigDecimal excellent,
            String source,
            @Nullable String note,
            @Nullable BigDecimal index,
            @Nullable String rating) {}

    /** One side's period. */
    public record Side(LocalDate from, LocalDate to, boolean complete) {}

    /** One metric: its figures, the difference, and the later as an index of the earlier (100). */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Row(
            String metric,
            String definition,
            String unit,
            @Nullable Object before,
            @Nullable Object after,
            @Nullable Object change,
            @Nullable BigDecimal index) {}

    /** What the change of lifetime value came from; the parts add up to it before they are rounded. */
    public record Drivers(Money change, Money arpa, Money grossMargin, Money lifetime) {}

    /** A metric's two figures. */
    private record Pair(Figure before, Figure after) {

        boolean comparable() {
            return before.number() != null
                    && after.number() != null
                    && Objects.equals(before.currency(), after.currency());
        }

        Row row() {
            BigDecimal earlier = comparable() ? before.number() : null;
            BigDecimal later = comparable() ? after.number() : null;
            return new Row(
                    before.metric().id(),
                    before.metric().definition(),
                    before.metric().unit().wireName(),
                    before.wire(),
                    after.wire(),
                    earlier == null || later == null ? null : after.wire(later.subtract(earlier)),
                    earlier == null || later == null ? null : index(earlier, later));
        }

        private static @Nullable BigDecimal index(BigDecimal earlier, BigDecimal later) {
            return earlier.signum() == 0
                    ? null
                    : later.multiply(HUNDRED).divide(earlier, INDEX_DIGITS, RoundingMode.HALF_UP);
        }
    }

    @GET
    @RolesAllowed("metrics:read")
    public Response comparison(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        LocalDate before = required(parameters, "before");
        LocalDate after = required(parameters, "after");
        Period window = Period.parse(parameters.oneOf("window", List.of("P1M", "P3M", "P12M"), "P1M"));
        if (before != null && after != null && !before.isBefore(after)) {
            parameters.error("after", "invalid_value", "After is later than before.");
        }
        return reading.answer(
                caller,
                parameters,
                asked -> answer(
                        span(Objects.requireNonNull(before), window),
                        span(Objects.requireNonNull(after), window),
                        window,
                        asked));
    }

    private Answer answer(Span before, Span after, Period window, Reading.Asked asked) {
        List<Row> rows = MAIN.stream()
                .map(metrics::of)
                .flatMap(Optional::stream)
                .map(metric -> new Pair(Figure.of(metric, before, asked), Figure.of(metric, after, asked)).row())
                .toList();
        return new Answer(
                "comparison.before_after",
                window.toString(),
                asked.today(),
                !after.to().isAfter(asked.today()),
                asked.asOf(),
                new Side(before.from(), before.to(), !before.to().isAfter(asked.today())),
                new Side(after.from(), after.to(), !after.to().isAfter(asked.today())),
                rows,
                drivers(before, after, asked),
                guide(rows, asked));
    }

    private @Nullable Guide guide(List<Row> rows, Reading.Asked asked) {
        BigDecimal index = rows.stream()
                .filter(row -> row.metric().equals("ltv"))
                .map(Row::index)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return guides.of(asked.tenant().tenant().value(), asked.asOf())
                .guide(GuideCatalogue.LTV_INDEX, null)
                .map(guide -> new Guide(
                        guide.id(),
                        guide.ok(),
                        guide.excellent(),
                        guide.source(),
                        guide.note(),
                        index,
                        index == null ? null : guide.rate(index).wireName()))
                .orElse(null);
    }

    private @Nullable Drivers drivers(Span before, Span after, Reading.Asked asked) {
        Pair ltv = pair("ltv", before, after, asked);
        if (!ltv.comparable()) {
            return null;
        }
        LtvFactors earlier = costs.factors(asked.over(List.of(before)));
        LtvFactors later = costs.factors(asked.over(List.of(after)));
        if (earlier == null || later == null) {
            return null;
        }
        LtvDrivers parts = LtvDrivers.of(earlier, later);
        return new Drivers(
                money(later.value().subtract(earlier.value()), ltv),
                money(parts.arpa(), ltv),
                money(parts.grossMargin(), ltv),
                money(parts.lifetime(), ltv));
    }

    private Pair pair(String metric, Span before, Span after, Reading.Asked asked) {
        MetricDefinition known = metrics.of(metric).orElseThrow();
        return new Pair(Figure.of(known, before, asked), Figure.of(known, after, asked));
    }

    private static Money money(BigDecimal amount, Pair pair) {
        return new Money(amount, Objects.requireNonNull(pair.after().currency())).rounded();
    }

    private static Span span(LocalDate end, Period window) {
        return new Span(end.minus(window), end);
    }

    private static @Nullable LocalDate required(Parameters parameters, String name) {
        if (parameters.strings(name).isEmpty()) {
            parameters.error(name, "required", "A date is needed.");
        }
        return parameters.date(name);
    }
}
