package dev.keizoku.metrics.outlook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.MetricValue;
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
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What MRR will be once everything that is scheduled has taken effect. */
@Path("/v1/metrics/committed-mrr")
@RunOnVirtualThread
public class CommittedMrrResource {

    private final Reading reading;
    private final Caller caller;

    CommittedMrrResource(Reading reading, Caller caller) {
        this.reading = reading;
        this.caller = caller;
    }

    /**
     * The bridge of every group.
     *
     * @param until the first day that is not looked at
     * @param complete never: what is dated later than today is not over
     */
    public record Answer(
            String definition,
            LocalDate dataThrough,
            boolean complete,
            @Nullable Instant asOf,
            LocalDate until,
            List<Line> series) {}

    /** One group's bridge: committed = mrr + new + reactivation + expansion - contraction - churn. */
    public record Line(
            @JsonInclude(value = JsonInclude.Include.ALWAYS, content = JsonInclude.Include.ALWAYS)
            Map<String, @Nullable String> group,

            String currency,
            @Nullable Object mrr,
            @JsonProperty("new") @Nullable Object started,
            @Nullable Object reactivation,
            @Nullable Object expansion,
            @Nullable Object contraction,
            @Nullable Object churn,
            @Nullable Object committed) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response committedMrr(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        LocalDate until = parameters.date("until");
        return reading.answer(caller, parameters, null, asked -> answer(until, asked));
    }

    private static Answer answer(@Nullable LocalDate until, Reading.Asked asked) {
        CommittedMrr committed = new CommittedMrr(asked, until);
        List<Line> lines = new ArrayList<>();
        committed.bridges().forEach((group, bridge) -> {
            Currency currency =
                    bridge.currency() == null ? asked.tenant().currency() : Currency.getInstance(bridge.currency());
            lines.add(line(Reading.wire(group), bridge, currency));
        });
        return new Answer("committed_mrr.scheduled", asked.today(), false, asked.asOf(), committed.until(), lines);
    }

    private static Line line(Map<String, @Nullable String> group, CommittedMrr.Bridge bridge, Currency currency) {
        return new Line(
                group,
                currency.getCurrencyCode(),
                money(bridge.now(), currency),
                money(bridge.steps().get(Metric.NEW_MRR), currency),
                money(bridge.steps().get(Metric.REACTIVATION_MRR), currency),
                money(bridge.steps().get(Metric.EXPANSION_MRR), currency),
                money(bridge.steps().get(Metric.CONTRACTION_MRR), currency),
                money(bridge.steps().get(Metric.CHURNED_MRR), currency),
                money(bridge.committed(), currency));
    }

    private static @Nullable Object money(@Nullable MetricValue value, Currency currency) {
        return value == null ? Money.zero(currency) : Reading.wire(value, currency);
    }
}
