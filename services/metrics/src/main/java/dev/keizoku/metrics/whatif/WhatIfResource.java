package dev.keizoku.metrics.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.metrics.cost.LedgerFigures;
import dev.keizoku.metrics.cost.Ratio;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.MetricReport;
import dev.keizoku.metrics.report.MetricValue;
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
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What another churn would be worth. */
@Path("/v1/metrics/what-if")
@RunOnVirtualThread
public class WhatIfResource {

    private static final int DIGITS = 6;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Reading reading;
    private final Caller caller;

    WhatIfResource(Reading reading, Caller caller) {
        this.reading = reading;
        this.caller = caller;
    }

    /**
     * The answer, in months of today's MRR and in money.
     *
     * @param rateBasis whether churn is of a month or of a year: the answers differ widely
     * @param churnSource given, or the mean of the last six whole months
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Answer(
            String definition,
            String rateBasis,
            String churnSource,
            @Nullable BigDecimal churn,
            @Nullable BigDecimal otherChurn,
            BigDecimal points,
            int months,
            @Nullable BigDecimal revenueMonths,
            @Nullable BigDecimal otherRevenueMonths,
            @Nullable BigDecimal lostMonths,
            @Nullable Object mrr,
            @Nullable Object lostRevenue,
            LocalDate dataThrough,
            boolean complete,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant asOf) {}

    private record Asked(@Nullable BigDecimal churn, BigDecimal points, int months, ChurnSensitivity.Basis basis) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response whatIf(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        Asked asked = new Asked(
                decimal(parameters, "churn", null, BigDecimal.ZERO, BigDecimal.ONE),
                decimalOr(parameters, "points", BigDecimal.ONE, HUNDRED.negate(), HUNDRED),
                parameters.integer("months", 60, 1, 600),
                ChurnSensitivity.Basis.valueOf(parameters
                        .oneOf("rate_basis", List.of("month", "year"), "month")
                        .toUpperCase(Locale.ROOT)));
        return reading.answer(caller, parameters, read -> answer(asked, read));
    }

    private static Answer answer(Asked asked, Reading.Asked read) {
        BigDecimal churn = asked.churn() != null ? asked.churn() : ownChurn(asked.basis(), read);
        BigDecimal other = churn == null
                ? null
                : churn.add(asked.points().divide(HUNDRED)).max(BigDecimal.ZERO).min(BigDecimal.ONE);
        ChurnSensitivity result = churn == null || other == null
                ? null
                : ChurnSensitivity.of(churn, other, asked.months(), asked.basis());
        MetricReport.Series mrr = read.series(Metric.MRR).getFirst();
        Currency currency = mrr.currency() == null ? read.tenant().currency() : Currency.getInstance(mrr.currency());
        MetricValue now = mrr.values().getFirst();
        Ratio lost = result == null ? null : Ratio.product(Ratio.of(now), Ratio.of(result.lost()));
        return new Answer(
                "what_if.churn_points",
                asked.basis().name().toLowerCase(Locale.ROOT),
                asked.churn() != null ? "given" : "mean_of_six_months",
                rounded(churn),
                rounded(other),
                asked.points(),
                asked.months(),
                rounded(result == null ? null : result.before()),
                rounded(result == null ? null : result.after()),
                rounded(result == null ? null : result.lost()),
                Reading.wire(now, currency),
                Reading.wire(Ratio.amount(lost), currency),
                read.today(),
                read.complete(),
                read.asOf());
    }

    /** The mean customer churn of the last six whole months, on the basis asked for; null where there was none. */
    private static @Nullable BigDecimal ownChurn(ChurnSensitivity.Basis basis, Reading.Asked read) {
        Ratio mean = new LedgerFigures(read).meanChurn();
        if (mean == null) {
            return null;
        }
        return switch (basis) {
            case MONTH -> mean.value();
            case YEAR ->
                BigDecimal.ONE.subtract(BigDecimal.ONE.subtract(mean.value()).pow(12));
        };
    }

    private static BigDecimal decimalOr(
            Parameters parameters, String name, BigDecimal fallback, BigDecimal least, BigDecimal most) {
        BigDecimal value = decimal(parameters, name, fallback, least, most);
        return value == null ? fallback : value;
    }

    private static @Nullable BigDecimal decimal(
            Parameters parameters, String name, @Nullable BigDecimal fallback, BigDecimal least, BigDecimal most) {
        String text = parameters.string(name);
        if (text == null) {
            return fallback;
        }
        if (!text.matches("-?[0-9]{1,9}(\\.[0-9]{1,12})?")) {
            parameters.error(name, "invalid_value", "Expected a decimal number such as 0.01.");
            return fallback;
        }
        BigDecimal value = new BigDecimal(text);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            parameters.error(name, FieldError.OUT_OF_RANGE, "Expected a number from " + least + " to " + most + ".");
            return fallback;
        }
        return value;
    }

    private static @Nullable BigDecimal rounded(@Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal plain = value.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
