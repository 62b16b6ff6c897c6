package dev.keizoku.metrics.renewal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
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
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the contracts that were due, the pending ones apart. */
@Path("/v1/metrics/renewals")
@RunOnVirtualThread
public class RenewalResource {

    private final RenewalReport report;
    private final Reading reading;
    private final Caller caller;

    RenewalResource(RenewalReport report, Reading reading, Caller caller) {
        this.report = report;
        this.reading = reading;
        this.caller = caller;
    }

    /** Every period's renewals. */
    public record Answer(
            String definition,
            int graceDays,
            int leastTermMonths,
            String interval,
            LocalDate dataThrough,
            boolean complete,
            @Nullable Instant asOf,
            List<Point> points) {}

    /** One period's; values are annual and of decided contracts, rates null while none is decided. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Point(
            LocalDate from,
            LocalDate to,
            long due,
            long renewed,
            long lost,
            long pending,
            Money dueValue,
            Money grossValue,
            Money netValue,
            @Nullable BigDecimal rate,
            @Nullable BigDecimal grossRate,
            @Nullable BigDecimal netRate,
            boolean complete) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response renewals(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        RenewalReport.Rules rules = new RenewalReport.Rules(
                RenewalMetrics.GRACE.read(parameters), RenewalMetrics.LEAST_TERM.read(parameters));
        return reading.answer(caller, parameters, null, asked -> answer(rules, asked));
    }

    private Answer answer(RenewalReport.Rules rules, Reading.Asked asked) {
        Renewals[] periods = report.of(asked, rules);
        Currency currency = asked.tenant().currency();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < periods.length; i++) {
            points.add(point(asked.question().windows().periods().get(i), periods[i], currency, asked.today()));
        }
        return new Answer(
                "renewal.by_due_date",
                rules.graceDays(),
                rules.leastTermMonths(),
                asked.question().interval().wireName(),
                asked.dataThrough(),
                points.stream().allMatch(Point::complete),
                asked.asOf(),
                points);
    }

    private static Point point(Span period, Renewals renewals, Currency currency, LocalDate today) {
        return new Point(
                period.from(),
                period.to(),
                renewals.decided() + renewals.pending(),
                renewals.renewed(),
                renewals.lost(),
                renewals.pending(),
                new Money(renewals.dueValue(), currency).rounded(),
                new Money(renewals.grossValue(), currency).rounded(),
                new Money(renewals.netValue(), currency).rounded(),
                rate(MetricValue.rate(renewals.renewed(), renewals.decided())),
                rate(MetricValue.rate(renewals.grossValue(), renewals.dueValue())),
                rate(MetricValue.rate(renewals.netValue(), renewals.dueValue())),
                renewals.pending() == 0 && !period.to().isAfter(today));
    }

    private static @Nullable BigDecimal rate(MetricValue value) {
        return value instanceof MetricValue.Rate rate ? rate.rounded() : null;
    }
}
