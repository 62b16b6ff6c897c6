package dev.keizoku.metrics.outlook;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.Reading;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cash that billing schedules bring, by month; apart from MRR, which spreads a year's bill over its months. */
@Path("/v1/metrics/expected-cash")
@RunOnVirtualThread
public class ExpectedCashResource {

    private static final int USUAL_MONTHS = 12;
    private static final int MOST_MONTHS = 60;

    private final TimelineScan timelines;
    private final Reading reading;
    private final Caller caller;

    ExpectedCashResource(TimelineScan timelines, Reading reading, Caller caller) {
        this.timelines = timelines;
        this.reading = reading;
        this.caller = caller;
    }

    /** Every month's bills. */
    public record Answer(
            String definition,
            LocalDate dataThrough,
            boolean complete,
            @Nullable Instant asOf,
            List<Point> points) {}

    /** One month's bills by currency; complete once the month is over. */
    public record Point(LocalDate from, LocalDate to, List<Money> amounts, boolean complete) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response expectedCash(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        LocalDate from = parameters.date("from");
        LocalDate to = parameters.date("to");
        if (from != null && to != null && !from.isBefore(to)) {
            parameters.error("to", "invalid_value", "The period ends after it begins.");
        } else if (from != null && to != null && from.plusMonths(MOST_MONTHS).isBefore(to)) {
            parameters.error("to", FieldError.OUT_OF_RANGE, "At most " + MOST_MONTHS + " months.");
        }
        return reading.answer(caller, parameters, asked -> answer(from, to, asked));
    }

    private Answer answer(@Nullable LocalDate from, @Nullable LocalDate to, Reading.Asked asked) {
        LocalDate start =
                Interval.MONTH.startOf(from != null ? from : to != null ? to.minusMonths(USUAL_MONTHS) : asked.today());
        LocalDate end = to == null ? start.plusMonths(USUAL_MONTHS) : Interval.MONTH.endOf(to.minusDays(1));
        ExpectedCash cash = new ExpectedCash(start, end, asked.tenant().zone());
        timelines.forEach(asked, cash::add);
        List<Point> points = new ArrayList<>();
        for (LocalDate month = start; month.isBefore(end); month = month.plusMonths(1)) {
            points.add(new Point(
                    month,
                    month.plusMonths(1),
                    cash.of(YearMonth.from(month)).entrySet().stream()
                            .map(amount ->
                                    new Money(amount.getValue(), Currency.getInstance(amount.getKey())).rounded())
                            .toList(),
                    !month.plusMonths(1).isAfter(asked.today())));
        }
        return new Answer(
                "expected_cash.billing_schedule", asked.today(), !end.isAfter(asked.today()), asked.asOf(), points);
    }
}
