package dev.keizoku.metrics.targets;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.report.Catalogue;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.MetricDefinition;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Span;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The staged target of one metric. */
@Path("/v1/targets/{metric}")
@RunOnVirtualThread
public class TargetResource {

    private final TargetStore targets;
    private final Catalogue metrics;
    private final Reading reading;
    private final Caller caller;
    private final Clock clock;

    TargetResource(TargetStore targets, Catalogue metrics, Reading reading, Caller caller, Clock clock) {
        this.targets = targets;
        this.metrics = metrics;
        this.reading = reading;
        this.caller = caller;
        this.clock = clock;
    }

    /** A plan as it is sent. */
    public record Body(
            @NotNull @Pattern(regexp = "at_least|at_most") String direction,
            @NotNull @Size(max = 120) List<@NotNull @Valid StageBody> stages) {}

    /** A stage as it is sent: an amount where the metric is money, a value otherwise. */
    public record StageBody(
            @NotNull LocalDate from,
            @NotNull LocalDate to,
            @Nullable Money amount,
            @Nullable BigDecimal value) {}

    /** A plan and where its stages stand. */
    public record View(
            String metric,
            String definition,
            String unit,
            String direction,
            LocalDate dataThrough,
            @Nullable Instant asOf,
            List<StageProgress.Shown> stages) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response get(@PathParam("metric") String id, @Context UriInfo uri) {
        MetricDefinition metric = metric(id);
        return reading.answer(
                caller,
                Parameters.of(uri),
                asked -> targets.of(caller.tenant().value(), id, asked.asOf())
                        .map(plan -> view(metric, plan, asked))
                        .orElseThrow(() -> ProblemException.notFound("target")));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    public Response put(@PathParam("metric") String id, @Context UriInfo uri, Body body) {
        Parameters parameters = Parameters.of(uri);
        parameters.verify();
        MetricDefinition metric = metric(id);
        TargetPlan plan = plan(metric, body);
        targets.put(caller.tenant().value(), plan, clock.instant());
        return reading.answer(caller, parameters, asked -> view(metric, plan, asked));
    }

    private MetricDefinition metric(String id) {
        return metrics.of(id).orElseThrow(() -> ProblemException.notFound("metric"));
    }

    private static View view(MetricDefinition metric, TargetPlan plan, Reading.Asked asked) {
        return new View(
                metric.id(),
                metric.definition(),
                metric.unit().wireName(),
                plan.direction().wireName(),
                asked.today(),
                asked.asOf(),
                StageProgress.of(plan, metric, asked).stream()
                        .map(StageProgress::shown)
                        .toList());
    }

    private static TargetPlan plan(MetricDefinition metric, Body body) {
        List<FieldError> errors = new ArrayList<>();
        List<TargetPlan.Stage> stages = new ArrayList<>();
        boolean money = metric.unit() == Metric.Unit.MONEY;
        for (int i = 0; i < body.stages().size(); i++) {
            StageBody stage = body.stages().get(i);
            String at = "/stages/" + i;
            if (!stage.from().isBefore(stage.to())) {
                errors.add(new FieldError(at + "/to", "invalid_value", "A stage ends after it begins."));
                continue;
            }
            Span period = new Span(stage.from(), stage.to());
            if (money && stage.amount() != null && stage.value() == null) {
                stages.add(new TargetPlan.Stage(
                        period, stage.amount().amount(), stage.amount().currency()));
            } else if (!money && stage.value() != null && stage.amount() == null) {
                stages.add(new TargetPlan.Stage(period, stage.value(), null));
            } else {
                errors.add(new FieldError(
                        at + (money ? "/amount" : "/value"),
                        "required",
                        money ? "This metric is money: give an amount." : "This metric is a number: give a value."));
            }
        }
        stages.sort(Comparator.comparing(stage -> stage.period().from()));
        for (int i = 1; i < stages.size(); i++) {
            if (stages.get(i - 1).period().to().isAfter(stages.get(i).period().from())) {
                errors.add(new FieldError("/stages", "conflict", "Stages do not overlap."));
                break;
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return new TargetPlan(metric.id(), TargetPlan.Direction.of(body.direction()), stages);
    }
}
