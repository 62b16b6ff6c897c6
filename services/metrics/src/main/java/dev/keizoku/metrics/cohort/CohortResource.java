package dev.keizoku.metrics.cohort;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.lifetime.Handovers;
import dev.keizoku.metrics.lifetime.PaidHistories;
import dev.keizoku.metrics.lifetime.Worth;
import dev.keizoku.metrics.report.Interval;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Question;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Windows;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cohort retention, by customers or by revenue. */
@Path("/v1/metrics/cohorts")
@RunOnVirtualThread
public class CohortResource {

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);
    private static final List<Interval> INTERVALS =
            List.of(Interval.MONTH, Interval.QUARTER, Interval.HALF, Interval.YEAR);

    private final Reading reading;
    private final Handovers handovers;
    private final Caller caller;

    CohortResource(Reading reading, Handovers handovers, Caller caller) {
        this.reading = reading;
        this.handovers = handovers;
        this.caller = caller;
    }

    /** The table of every group. */
    public record Answer(
            String definition,
            String by,
            String interval,
            String basis,
            LocalDate dataThrough,
            boolean complete,
            @Nullable Instant asOf,
            List<Line> series) {}

    /** The table of one group; {@code currency} of its amounts, null where there are none. */
    public record Line(
            @JsonInclude(value = JsonInclude.Include.ALWAYS, content = JsonInclude.Include.ALWAYS)
            Map<String, @Nullable String> group,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Currency currency,

            List<Row> cohorts,
            List<Cell> total) {}

    /** One cohort; {@code mrr} is what it was worth at the end of its own interval, only by revenue. */
    public record Row(
            LocalDate from,
            LocalDate to,
            long customers,
            @Nullable Money mrr,
            boolean complete,
            List<Cell> cells) {}

    /** What is left at the end of an interval; null where that is not over. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Cell(
            int offset,
            @Nullable Object remaining,
            @Nullable BigDecimal rate) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response cohorts(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        boolean byRevenue =
                parameters.oneOf("by", List.of("logo", "revenue"), "logo").equals("revenue");
        return reading.answer(caller, parameters, null, asked -> answer(byRevenue, asked));
    }

    private Answer answer(boolean byRevenue, Reading.Asked asked) {
        Question question = asked.question();
        if (!INTERVALS.contains(question.interval())) {
            throw ProblemException.ofFields(List.of(
                    new FieldError("?interval", "invalid_value", "Accepted here: month, quarter, half, year.")));
        }
        Windows windows = wholeIntervals(question, asked.today());
        PaidHistories histories = handovers.followed(asked);
        List<Line> lines = new ArrayList<>();
        histories.grouped().forEach((labels, customers) -> {
            Worth worth = byRevenue ? histories.worth(customers, asked.reporting(), asked.dataThrough()) : null;
            Currency currency = worth == null ? null : worth.currency();
            CohortTable table = CohortTable.of(
                    customers, windows, question.interval(), question.firstMonth(), question.basis(), worth);
            Shown shown = new Shown(byRevenue, currency == null ? asked.tenant().currency() : currency);
            lines.add(new Line(Reading.wire(labels), currency, shown.rows(table), shown.cells(table.totals())));
        });
        return new Answer(
                byRevenue ? "cohort_retention.revenue" : "cohort_retention.logo",
                byRevenue ? "revenue" : "logo",
                question.interval().wireName(),
                question.basis().wireName(),
                asked.dataThrough(),
                asked.complete(),
                asked.asOf(),
                lines);
    }

    /** A cohort is a whole interval, wherever in it the period begins. */
    private static Windows wholeIntervals(Question question, LocalDate today) {
        LocalDate from = question.windows().periods().getFirst().from();
        LocalDate to = question.windows().periods().getLast().to();
        Interval interval = question.interval();
        int firstMonth = question.firstMonth();
        return Windows.of(
                interval.startOf(from, firstMonth),
                interval.endOf(to.minusDays(1), firstMonth),
                interval,
                firstMonth,
                today);
    }

    /** How a table looks on the wire. */
    private record Shown(boolean byRevenue, Currency currency) {

        List<Row> rows(CohortTable table) {
            return table.rows().stream()
                    .map(row -> new Row(
                            row.period().from(),
                            row.period().to(),
                            row.start().customers(),
                            byRevenue ? money(row.start().balance()) : null,
                            row.complete(),
                            cells(row.cells())))
                    .toList();
        }

        List<Cell> cells(List<? extends CohortTable.@Nullable Cell> cells) {
            List<Cell> shown = new ArrayList<>();
            for (int offset = 0; offset < cells.size(); offset++) {
                CohortTable.Cell cell = cells.get(offset);
                shown.add(
                        cell == null
                                ? new Cell(offset, null, null)
                                : new Cell(
                                        offset,
                                        byRevenue ? money(cell.balance()) : (Object) cell.customers(),
                                        rate(cell)));
            }
            return shown;
        }

        private Money money(BigDecimal annual) {
            return Reading.money(new MetricValue.Amount(annual, MONTHS), currency);
        }

        private @Nullable BigDecimal rate(CohortTable.Cell cell) {
            MetricValue rate = byRevenue
                    ? MetricValue.rate(cell.balance(), cell.ofBalance())
                    : MetricValue.rate(cell.customers(), cell.ofCustomers());
            return rate instanceof MetricValue.Rate known ? known.rounded() : null;
        }
    }
}
