package dev.keizoku.metrics.forecast;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.report.Interval;
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
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A forecast of MRR, and what forecasts like it have been worth. */
@Path("/v1/metrics/forecast")
@RunOnVirtualThread
public class ForecastResource {

    private static final int RATE_DIGITS = 6;

    private final Reading reading;
    private final Caller caller;

    ForecastResource(Reading reading, Caller caller) {
        this.reading = reading;
        this.caller = caller;
    }

    /**
     * The forecast.
     *
     * @param kind always "forecast": none of these are figures
     * @param model null, and the points without values, when there is too little history
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Answer(
            String definition,
            String kind,
            LocalDate dataThrough,
            boolean complete,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant asOf,

            int historyMonths,
            @Nullable Model model,
            List<Point> points,
            List<Test> backTest) {}

    /** What the forecast supposes of every month to come. */
    public record Model(Money gained, BigDecimal netExpansionRate) {}

    /** A month's closing MRR, and where eight of ten such forecasts would have put it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Point(
            LocalDate from,
            LocalDate to,
            @Nullable Money expected,
            @Nullable Money low,
            @Nullable Money high) {}

    /** Past forecasts of one horizon against carrying the last month forward. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Test(
            int months,
            int forecasts,
            @Nullable BigDecimal error,
            @Nullable BigDecimal naiveError) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response forecast(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        int months = parameters.integer("months", 6, 3, 12);
        return reading.answer(caller, parameters, null, asked -> answer(months, asked));
    }

    private static Answer answer(int months, Reading.Asked asked) {
        if (!asked.question().selection().groupBy().isEmpty()) {
            throw ProblemException.ofFields(
                    List.of(new FieldError("?group_by", "invalid_value", "Filter by each group instead.")));
        }
        FlowHistory history = FlowHistory.of(asked);
        Currency currency =
                history.currency() == null ? asked.tenant().currency() : Currency.getInstance(history.currency());
        Optional<FlowModel> model = FlowModel.of(history.months());
        List<Point> points = new ArrayList<>();
        List<Test> tests = new ArrayList<>();
        LocalDate month = Interval.MONTH.startOf(asked.today());
        for (int ahead = 1; ahead <= months; ahead++) {
            BackTest test = BackTest.of(history.months(), ahead);
            tests.add(new Test(ahead, test.ratios().size(), rate(test.error()), rate(test.naiveError())));
            int horizon = ahead;
            BigDecimal expected = model.map(
                            known -> known.after(history.months().getLast().closing(), horizon))
                    .orElse(null);
            points.add(new Point(
                    month,
                    Interval.MONTH.endOf(month),
                    money(expected, currency),
                    money(expected == null ? null : test.low(expected), currency),
                    money(expected == null ? null : test.high(expected), currency)));
            month = Interval.MONTH.endOf(month);
        }
        return new Answer(
                "mrr_forecast.recent_flows",
                "forecast",
                Interval.MONTH.startOf(asked.today()).minusDays(1),
                false,
                asked.asOf(),
                history.months().size(),
                model.map(known -> new Model(
                                new Money(known.gained(), currency).rounded(),
                                known.net().setScale(RATE_DIGITS, RoundingMode.HALF_UP)))
                        .orElse(null),
                points,
                tests);
    }

    private static @Nullable Money money(@Nullable BigDecimal amount, Currency currency) {
        return amount == null ? null : new Money(amount, currency).rounded();
    }

    private static @Nullable BigDecimal rate(@Nullable BigDecimal rate) {
        return rate == null ? null : rate.setScale(RATE_DIGITS, RoundingMode.HALF_UP);
    }
}
