package dev.keizoku.metrics.contribution;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.FieldError;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.metrics.reason.AccountMovement;
import dev.keizoku.metrics.reason.MovementStore;
import dev.keizoku.metrics.report.Catalogue;
import dev.keizoku.metrics.report.Composed;
import dev.keizoku.metrics.report.CustomerParts;
import dev.keizoku.metrics.report.Metric;
import dev.keizoku.metrics.report.MetricDefinition;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.MovementLine;
import dev.keizoku.metrics.report.Parts;
import dev.keizoku.metrics.report.Question;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Span;
import dev.keizoku.metrics.report.Windows;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who and what makes the figure of one period. */
@Path("/v1/metrics/{metric}/contributions")
@RunOnVirtualThread
public class ContributionResource {

    private final Catalogue metrics;
    private final Reading reading;
    private final MovementStore movements;
    private final KeptParts kept;
    private final Cursors cursors;
    private final Caller caller;

    ContributionResource(
            Catalogue metrics,
            Reading reading,
            MovementStore movements,
            KeptParts kept,
            Cursors cursors,
            Caller caller) {
        this.metrics = metrics;
        this.reading = reading;
        this.movements = movements;
        this.kept = kept;
        this.cursors = cursors;
        this.caller = caller;
    }

    /** A page of contributions, and the figure that all of them add up to. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Answer(
            String metric,
            String definition,
            String unit,
            String basis,
            LocalDate from,
            LocalDate to,
            boolean complete,
            LocalDate dataThrough,
            @Nullable String currency,
            @Nullable Object value,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Set<String> parts,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String part,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object partValue,

            @JsonInclude(value = JsonInclude.Include.NON_NULL, content = JsonInclude.Include.ALWAYS) @Nullable Map<String, @Nullable Object> inputs,

            String numerator,
            @Nullable String denominator,
            int divisor,
            List<Contribution> data,
            @Nullable String nextCursor,
            boolean hasMore) {}

    /** One customer's part: exact, and the movements of the period. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Contribution(
            AccountId accountId,
            String numerator,
            @Nullable String denominator,
            @Nullable Money amount,
            List<MovementLine> movements) {}

    /** What is asked beside the question itself. */
    private record Paging(Contributions.Order order, int limit, Contributions.@Nullable Position after, String list) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response contributions(@PathParam("metric") String id, @Context UriInfo uri) {
        MetricDefinition metric = metrics.of(id).orElseThrow(() -> ProblemException.notFound("metric"));
        Parameters parameters = Parameters.of(uri);
        Map<String, Integer> options = metric.read(parameters);
        Contributions.Order order =
                Contributions.Order.of(parameters.oneOf("sort", List.of("account", "-numerator"), "account"));
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        String part = parameters.string("part");
        String list = listOf(id, uri);
        return reading.answer(caller, parameters, metric.ledger(), asked -> {
            Contributions.Position after =
                    cursor == null ? null : Contributions.Position.parse(cursors.open(caller.tenant(), list, cursor));
            Reading.Asked measured = measured(asked);
            Composed composed = metric.composition().of(measured, options);
            String name = nameOf(part, composed);
            return answer(metric, composed, name, measured, new Paging(order, limit, after, list));
        });
    }

    /** Asked about the one period that the figure is of; with a trailing period, that long before the end. */
    private static Reading.Asked measured(Reading.Asked asked) {
        Question question = asked.question();
        if (question.windows().periods().size() != 1
                || !question.selection().groupBy().isEmpty()) {
            throw ProblemException.ofFields(List.of(
                    question.selection().groupBy().isEmpty()
                            ? new FieldError("?from", "invalid_value", "From and to are the ends of one interval.")
                            : new FieldError("?group_by", "invalid_value", "Filter by the group instead.")));
        }
        Span period = question.windows().periods().getFirst();
        return question.trailing() == null
                ? asked
                : asked.over(List.of(new Span(period.to().minus(question.trailing()), period.to())));
    }

    private static String nameOf(@Nullable String part, Composed composed) {
        if (part == null) {
            return composed.parts().keySet().iterator().next();
        }
        if (!composed.parts().containsKey(part)) {
            throw ProblemException.ofFields(List.of(new FieldError(
                    "?part",
                    "invalid_value",
                    "Accepted: " + String.join(", ", composed.parts().keySet()) + ".")));
        }
        return part;
    }

    private Answer answer(MetricDefinition metric, Composed composed, String name, Reading.Asked asked, Paging paging) {
        Composed.Part part = Objects.requireNonNull(composed.parts().get(name));
        CustomerParts parts = kept.of(asked, paging.list(), name, part.customers());
        boolean simple = composed.parts().containsKey(Composed.FIGURE);
        Windows window = asked.question().windows();
        Span measured = window.periods().getFirst();
        Currency currency =
                parts.currency() == null ? asked.tenant().currency() : Currency.getInstance(parts.currency());
        List<CustomerParts.Part> found =
                Contributions.after(parts.all(), paging.order(), paging.after(), paging.limit());
        boolean more = found.size() > paging.limit();
        List<CustomerParts.Part> page = more ? found.subList(0, paging.limit()) : found;
        Parts total = parts.total();
        MetricValue partValue = window.size() > 0 ? total.value(part.unit()) : MetricValue.UNDEFINED;
        MetricValue value = composed.value() == null ? partValue : composed.value();
        Currency own = composed.currency() == null ? currency : Currency.getInstance(composed.currency());
        return new Answer(
                metric.id(),
                metric.definition(),
                metric.unit().wireName(),
                asked.question().basis().wireName(),
                measured.from(),
                measured.to(),
                window.complete(measured),
                asked.dataThrough(),
                metric.unit() == Metric.Unit.MONEY ? own.getCurrencyCode() : null,
                Reading.wire(value, own),
                simple ? null : composed.parts().keySet(),
                simple ? null : name,
                simple ? null : Reading.wire(partValue, currency),
                simple ? null : inputs(composed, own),
                text(total.numerator()),
                total.denominator() == null ? null : text(total.denominator()),
                total.divisor(),
                contributions(part.unit(), page, measured, asked, currency),
                more
                        ? cursors.seal(
                                caller.tenant(),
                                paging.list(),
                                Contributions.Position.of(page.getLast()).toString())
                        : null,
                more);
    }

    private static Map<String, @Nullable Object> inputs(Composed composed, Currency currency) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        composed.inputs().forEach((name, value) -> inputs.put(name, Reading.wire(value, currency)));
        return inputs;
    }

    private List<Contribution> contributions(
            Metric.Unit unit, List<CustomerParts.Part> page, Span period, Reading.Asked asked, Currency currency) {
        List<String> accounts = page.stream().map(CustomerParts.Part::account).toList();
        LocalDate tomorrow = asked.today().plusDays(1);
        LocalDate until = period.to().isAfter(tomorrow) ? tomorrow : period.to();
        Map<String, List<AccountMovement>> moved = movements.of(asked, accounts, period.from(), until);
        return page.stream()
                .map(part -> contribution(unit, part, moved.getOrDefault(part.account(), List.of()), currency))
                .toList();
    }

    private static Contribution contribution(
            Metric.Unit unit, CustomerParts.Part part, List<AccountMovement> moved, Currency currency) {
        Parts parts = part.parts();
        boolean isAmount = unit == Metric.Unit.MONEY && parts.denominator() == null;
        return new Contribution(
                new AccountId(part.account()),
                text(parts.numerator()),
                parts.denominator() == null ? null : text(parts.denominator()),
                isAmount
                        ? Reading.money(
                                new MetricValue.Amount(parts.numerator(), BigDecimal.valueOf(parts.divisor())),
                                currency)
                        : null,
                moved.stream().map(AccountMovement::line).toList());
    }

    /** The same list whatever the page: every parameter that decides what is in it, in one order. */
    private static String listOf(String metric, UriInfo uri) {
        Map<String, List<String>> deciding = new TreeMap<>(uri.getQueryParameters());
        deciding.remove("cursor");
        deciding.remove("limit");
        return "contributions:" + metric + deciding;
    }

    private static String text(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }
}
