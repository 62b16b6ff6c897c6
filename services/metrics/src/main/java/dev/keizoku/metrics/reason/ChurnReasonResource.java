package dev.keizoku.metrics.reason;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
import dev.keizoku.metrics.movement.MovementType;
import dev.keizoku.metrics.report.MetricValue;
import dev.keizoku.metrics.report.Reading;
import dev.keizoku.metrics.report.Segments;
import dev.keizoku.metrics.report.Selection;
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
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Why customers left. */
@Path("/v1/metrics/churn-reasons")
@RunOnVirtualThread
public class ChurnReasonResource {

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    private final Reading reading;
    private final MovementStore movements;
    private final Caller caller;

    ChurnReasonResource(Reading reading, MovementStore movements, Caller caller) {
        this.reading = reading;
        this.movements = movements;
        this.caller = caller;
    }

    /** Every period's reasons. */
    public record Answer(
            String definition,
            String interval,
            LocalDate dataThrough,
            boolean complete,
            @Nullable Instant asOf,
            List<Period> points) {}

    /** One period's reasons, the most frequent first. */
    public record Period(LocalDate from, LocalDate to, boolean complete, long customers, List<Row> reasons) {}

    /**
     * One reason.
     *
     * @param customers who left for it at least once
     * @param mrr what they took with them, in the reporting currency at the rates of their days; by currency where the
     *     selection keeps currencies apart
     * @param codes what those who left said themselves, the most frequent first
     * @param share of all who left; who left twice for different reasons is in both
     */
    public record Row(
            String reason,
            long customers,
            List<Money> mrr,
            List<Code> codes,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal share) {}

    /** A leaver's own reason. */
    public record Code(String code, long customers) {}

    /** What one reason has added up to. */
    private static final class Sum {
        private final Reading.Asked asked;
        private final Set<String> customers = new HashSet<>();
        private final Map<String, BigDecimal> amounts = new TreeMap<>();
        private final Map<String, Set<String>> codes = new TreeMap<>();

        Sum(Reading.Asked asked) {
            this.asked = asked;
        }

        void add(AccountMovement movement) {
            customers.add(movement.account());
            String code = movement.currency().getCurrencyCode();
            if (asked.question().staysNative()) {
                amounts.merge(code, movement.amount(), BigDecimal::add);
            } else {
                amounts.merge(
                        asked.tenant().currency().getCurrencyCode(),
                        movement.amount().multiply(asked.reporting().rate(code, movement.day())),
                        BigDecimal::add);
            }
            if (movement.code() != null) {
                codes.computeIfAbsent(movement.code(), any -> new HashSet<>()).add(movement.account());
            }
        }

        Row row(String reason, int all) {
            return new Row(
                    reason,
                    customers.size(),
                    amounts.entrySet().stream()
                            .map(amount -> Reading.money(
                                    new MetricValue.Amount(amount.getValue(), MONTHS),
                                    Currency.getInstance(amount.getKey())))
                            .toList(),
                    codes.entrySet().stream()
                            .map(code -> new Code(code.getKey(), code.getValue().size()))
                            .sorted(Comparator.comparing(Code::customers)
                                    .reversed()
                                    .thenComparing(Code::code))
                            .toList(),
                    MetricValue.rate(customers.size(), all) instanceof MetricValue.Rate rate ? rate.rounded() : null);
        }
    }

    @GET
    @RolesAllowed("metrics:read")
    public Response churnReasons(@Context UriInfo uri) {
        return reading.answer(caller, uri, null, this::answer);
    }

    private Answer answer(Reading.Asked asked) {
        Windows windows = asked.question().windows();
        List<AccountMovement> churned = churned(asked);
        List<Period> periods = new ArrayList<>();
        for (int window = 0; window < windows.size(); window++) {
            int from = windows.edge(window);
            int to = windows.edge(window + 1);
            periods.add(period(
                    churned.stream()
                            .filter(movement -> movement.day().toEpochDay() >= from
                                    && movement.day().toEpochDay() < to)
                            .toList(),
                    window,
                    asked));
        }
        return new Answer(
                "churn_reasons.of_movement",
                asked.question().interval().wireName(),
                asked.dataThrough(),
                asked.complete(),
                asked.asOf(),
                periods);
    }

    private List<AccountMovement> churned(Reading.Asked asked) {
        Selection selection = asked.question().selection();
        SellingReport.refuseWhatHasNoReason(asked);
        Segments segments = asked.segments();
        Set<String> taken = new HashSet<>();
        asked.book().customers().stream().filter(segments::takes).forEach(customer -> taken.add(customer.account()));
        return movements.of(asked).stream()
                .filter(movement -> movement.type() == MovementType.CHURN)
                .filter(movement -> taken.contains(movement.account()))
                .filter(movement -> selection.takesCurrency(movement.currency().getCurrencyCode()))
                .toList();
    }

    private static Period period(List<AccountMovement> churned, int window, Reading.Asked asked) {
        Windows windows = asked.question().windows();
        Map<String, Sum> sums = new LinkedHashMap<>();
        Set<String> all = new HashSet<>();
        for (AccountMovement movement : churned) {
            sums.computeIfAbsent(movement.reason().wireName(), any -> new Sum(asked))
                    .add(movement);
            all.add(movement.account());
        }
        List<Row> rows = sums.entrySet().stream()
                .map(sum -> sum.getValue().row(sum.getKey(), all.size()))
                .sorted(Comparator.comparing(Row::customers).reversed().thenComparing(Row::reason))
                .toList();
        return new Period(
                windows.periods().get(window).from(),
                windows.periods().get(window).to(),
                windows.complete(windows.periods().get(window)),
                all.size(),
                rows);
    }
}
