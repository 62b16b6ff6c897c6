package dev.keizoku.metrics.cost;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.report.Reading;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a month cost. */
@Path("/v1/costs/{month}")
@RunOnVirtualThread
public class CostResource {

    private static final YearMonth FIRST = YearMonth.of(1970, 1);
    private static final YearMonth LAST = YearMonth.of(2199, 12);

    private final CostStore costs;
    private final Reading reading;
    private final Caller caller;
    private final Clock clock;

    CostResource(CostStore costs, Reading reading, Caller caller, Clock clock) {
        this.costs = costs;
        this.reading = reading;
        this.caller = caller;
        this.clock = clock;
    }

    /** What is known; what is left out is not. */
    public record Body(
            @Nullable Money salesAndMarketing,
            @DecimalMin("-10") @DecimalMax("1") @Nullable BigDecimal grossMargin,
            @DecimalMin("-10") @DecimalMax("1") @Nullable BigDecimal ebitdaMargin,
            @Nullable Money operatingCost) {}

    /** A month as it is stored. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record View(
            String month,
            @Nullable Money salesAndMarketing,
            @Nullable BigDecimal grossMargin,
            @Nullable BigDecimal ebitdaMargin,
            @Nullable Money operatingCost) {

        static View from(MonthCost cost) {
            return new View(
                    cost.month().toString(),
                    rounded(cost.salesAndMarketing()),
                    cost.grossMargin(),
                    cost.ebitdaMargin(),
                    rounded(cost.operatingCost()));
        }

        private static @Nullable Money rounded(@Nullable Money money) {
            return money == null ? null : money.rounded();
        }
    }

    @GET
    @RolesAllowed("metrics:read")
    public View get(@PathParam("month") String month, @Context UriInfo uri) {
        Instant knownAt = reading.knownAt(caller, Parameters.of(uri));
        MonthCost cost = costs.all(caller.tenant().value(), knownAt).get(month(month));
        if (cost == null) {
            throw ProblemException.notFound("cost");
        }
        return View.from(cost);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public View put(@PathParam("month") String month, @Context UriInfo uri, Body body) {
        Parameters.of(uri).verify();
        YearMonth known = month(month);
        List<FieldError> errors = new ArrayList<>();
        refuseNegative("/sales_and_marketing/amount", body.salesAndMarketing(), errors);
        refuseNegative("/operating_cost/amount", body.operatingCost(), errors);
        if (body.ebitdaMargin() != null && body.operatingCost() != null) {
            errors.add(new FieldError("/operating_cost", "conflict", "Either an EBITDA margin or an operating cost."));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        MonthCost cost = new MonthCost(
                known, body.salesAndMarketing(), body.grossMargin(), body.ebitdaMargin(), body.operatingCost());
        costs.put(caller.tenant().value(), cost, clock.instant());
        return View.from(cost);
    }

    private static void refuseNegative(String pointer, @Nullable Money money, List<FieldError> errors) {
        if (money != null && money.amount().signum() < 0) {
            errors.add(new FieldError(pointer, "invalid_value", "A cost is not negative."));
        }
    }

    private static YearMonth month(String text) {
        try {
            YearMonth month = YearMonth.parse(text);
            if (!month.isBefore(FIRST) && !month.isAfter(LAST)) {
                return month;
            }
        } catch (DateTimeParseException unreadable) {
            // Falls through to the one answer.
        }
        throw ProblemException.ofFields(
                List.of(new FieldError("/month", "invalid_value", "A month is written YYYY-MM, from 1970 to 2199.")));
    }
}
