package dev.keizoku.health.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.model.Rounded;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.hipparchus.stat.interval.ConfidenceInterval;
import org.jspecify.annotations.Nullable;

/** Churn by segment, by sign and by value, and the back-test of the score. */
@Path("/v1/analysis")
@RunOnVirtualThread
public class AnalysisResource {

    private static final int DEFAULT_MONTHS = 24;
    private static final int MOST_LOOKED_AT = 10_000;

    private final AnalysisStore store;
    private final Caller caller;
    private final Tenants tenants;
    private final Clock clock;

    AnalysisResource(AnalysisStore store, Caller caller, Tenants tenants, Clock clock) {
        this.store = store;
        this.caller = caller;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** A churn rate a month, with its interval; null where fewer than ten were observed. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RateView(
            long observations,
            long leavers,
            @Nullable BigDecimal churnRate,
            @Nullable BigDecimal churnRateLow,
            @Nullable BigDecimal churnRateHigh) {

        static RateView of(ChurnRate rate) {
            ConfidenceInterval interval = rate.interval();
            return new RateView(
                    rate.observations(),
                    rate.leavers(),
                    Rounded.of(rate.rate()),
                    interval == null ? null : Rounded.of(interval.getLowerBound()),
                    interval == null ? null : Rounded.of(interval.getUpperBound()));
        }
    }

    /** What was asked about, and rows. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Report<T>(
            LocalDate from,
            LocalDate to,
            @Nullable LocalDate observedThrough,
            int sampledOneIn,
            RateView all,
            List<T> data) {}

    /** A segment beside all. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SegmentView(
            String segment,
            long accounts,
            RateView churn,
            @Nullable BigDecimal lift,
            String verdict) {}

    /** A signal beside its absence. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PatternView(
            String signal,
            long accounts,
            RateView with,
            RateView without,
            @Nullable BigDecimal lift,
            BigDecimal shareOfLeavers,
            String verdict) {}

    /** A stretch of a measure's values. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record BinView(BigDecimal from, BigDecimal to, BigDecimal mean, RateView churn, String verdict) {}

    @GET
    @Path("/churn-by-segment")
    @RolesAllowed("health:read")
    public Report<SegmentView> bySegment(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String by = Objects.requireNonNullElse(parameters.string("by"), "band");
        Dimension dimension = Dimension.of(by);
        if (dimension == null) {
            parameters.error(
                    "by",
                    "invalid_value",
                    "Accepted: " + String.join(", ", Dimension.names()) + ", " + Dimension.ATTRIBUTE + "NAME.");
        }
        AnalysisStore.Scope scope = scope(parameters);
        ChurnRate all = store.all(scope);
        List<SegmentView> data = store.segments(scope, Objects.requireNonNull(dimension)).stream()
                .map(segment -> new SegmentView(
                        segment.name(),
                        segment.accounts(),
                        RateView.of(segment.churn()),
                        Rounded.of(segment.churn().lift(all)),
                        key(segment.churn().against(all))))
                .sorted(Comparator.comparing(
                        SegmentView::lift, Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder())))
                .toList();
        return report(scope, 1, all, data);
    }

    @GET
    @Path("/churn-patterns")
    @RolesAllowed("health:read")
    public Report<PatternView> patterns(@Context UriInfo uri) {
        AnalysisStore.Scope scope = scope(Parameters.of(uri));
        ChurnRate all = store.all(scope);
        List<Segment> signals = store.signals(scope);
        List<PatternView> data = Patterns.of(signals, all).stream()
                .map(pattern -> new PatternView(
                        pattern.signal(),
                        accounts(signals, pattern.signal()),
                        RateView.of(pattern.with()),
                        RateView.of(pattern.without()),
                        Rounded.of(pattern.with().lift(all)),
                        Rounded.number(pattern.share()),
                        key(pattern.with().against(all))))
                .sorted(Comparator.comparing(
                        PatternView::lift, Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder())))
                .toList();
        return report(scope, 1, all, data);
    }

    @GET
    @Path("/churn-by-measure")
    @RolesAllowed("health:read")
    public Report<BinView> byMeasure(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        String measure = parameters.string("measure");
        if (measure == null || measure.isEmpty()) {
            parameters.error("measure", "required", "The key of a measure of the scorecard.");
        }
        int bins = parameters.integer("bins", 10, 2, 20);
        AnalysisStore.Scope scope = scope(parameters);
        int oneIn = AnalysisStore.oneIn(store.all(scope));
        List<Bins.Point> points = store.measure(scope, Objects.requireNonNull(measure), oneIn);
        ChurnRate all = new ChurnRate(
                points.size(), points.stream().filter(Bins.Point::left).count());
        List<BinView> data = Bins.of(points, bins).stream()
                .map(bin -> new BinView(
                        Rounded.number(bin.from()),
                        Rounded.number(bin.to()),
                        Rounded.number(bin.mean()),
                        RateView.of(bin.churn()),
                        key(bin.churn().against(all))))
                .toList();
        return report(scope, oneIn, all, data);
    }

    @GET
    @Path("/score-back-test")
    @RolesAllowed("health:read")
    public ScoreTrialView scoreBackTest(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        ScoreTrial.Capacity asked = new ScoreTrial.Capacity(
                parameters.integer("per_month", 20, 1, MOST_LOOKED_AT),
                parameters.integer("per_week", 5, 1, MOST_LOOKED_AT));
        AnalysisStore.Scope scope = scope(parameters);
        int oneIn = AnalysisStore.oneIn(store.all(scope));
        ScoreTrial.Capacity capacity =
                new ScoreTrial.Capacity(Math.max(1, asked.perMonth() / oneIn), Math.max(1, asked.perWeek() / oneIn));
        ScoreTrial trial =
                ScoreTrial.of(store.scores(scope, oneIn), store.lists(scope, capacity.perWeek(), oneIn), capacity);
        return ScoreTrialView.of(
                trial, scope, store.observedThrough(scope.tenant()).orElse(null), oneIn, asked);
    }

    private AnalysisStore.Scope scope(Parameters parameters) {
        TenantId tenant = caller.tenant();
        LocalDate month =
                clock.instant().atZone(tenants.get(tenant).zone()).toLocalDate().withDayOfMonth(1);
        LocalDate askedTo = parameters.date("to");
        LocalDate to = askedTo == null ? month : askedTo;
        LocalDate askedFrom = parameters.date("from");
        LocalDate from = askedFrom == null ? to.minusMonths(DEFAULT_MONTHS) : askedFrom;
        if (!from.isBefore(to)) {
            parameters.error("from", "not_before_to", "The first month lies before the end.");
        }
        parameters.verify();
        return new AnalysisStore.Scope(tenant, from, to);
    }

    private <T> Report<T> report(AnalysisStore.Scope scope, int oneIn, ChurnRate all, List<T> data) {
        return new Report<>(
                scope.from(),
                scope.to(),
                store.observedThrough(scope.tenant()).orElse(null),
                oneIn,
                RateView.of(all),
                data);
    }

    private static long accounts(List<Segment> segments, String name) {
        return segments.stream()
                .filter(segment -> segment.name().equals(name))
                .mapToLong(Segment::accounts)
                .sum();
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
