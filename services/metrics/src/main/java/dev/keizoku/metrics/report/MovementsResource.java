package dev.keizoku.metrics.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The waterfall: from the opening MRR of each period to its closing. */
@Path("/v1/metrics/movements")
@RunOnVirtualThread
public class MovementsResource {

    private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

    private final Reading reading;
    private final Caller caller;

    MovementsResource(Reading reading, Caller caller) {
        this.reading = reading;
        this.caller = caller;
    }

    /** The waterfall of every group. */
    public record Answer(
            String definition,
            String interval,
            String basis,
            LocalDate dataThrough,
            boolean complete,
            @Nullable Instant asOf,
            @Nullable Boolean ratesFilled,
            List<Line> series) {}

    /** The waterfall of one group and currency. */
    public record Line(
            @JsonInclude(value = JsonInclude.Include.ALWAYS, content = JsonInclude.Include.ALWAYS)
            Map<String, @Nullable String> group,

            String currency,
            List<Step> points) {}

    /**
     * One period. Each part is rounded once from the exact figure, so their sum can differ from the closing by a unit
     * of the last digit.
     */
    public record Step(
            LocalDate from,
            LocalDate to,
            Money opening,
            @JsonProperty("new") Money started,
            Money reactivation,
            Money expansion,
            Money contraction,
            Money churn,
            Money fx,
            Money closing,
            boolean complete) {}

    @GET
    @RolesAllowed("metrics:read")
    public Response movements(@Context UriInfo uri) {
        return reading.answer(caller, uri, null, MovementsResource::answer);
    }

    private static Answer answer(Reading.Asked asked) {
        Question question = asked.question();
        List<Line> lines = new ArrayList<>();
        BookWalk.Tallied tallied = new Tallying(asked.book(), question, asked.reporting())
                .of(List.of(question.windows()), null)
                .getFirst();
        for (TalliedGroup group : tallied.groups()) {
            lines.add(line(group, asked));
        }
        return new Answer(
                "mrr_movements.identity",
                question.interval().wireName(),
                question.basis().wireName(),
                asked.dataThrough(),
                asked.complete(),
                asked.asOf(),
                tallied.ratesFilled() ? (Boolean) true : null,
                lines);
    }

    private static Line line(TalliedGroup group, Reading.Asked asked) {
        List<String> codes = List.copyOf(group.amounts().keySet());
        if (codes.size() > 1) {
            throw new RateMissing(codes);
        }
        Windows windows = asked.question().windows();
        Currency currency = codes.isEmpty() ? asked.tenant().currency() : Currency.getInstance(codes.getFirst());
        Tally tally = codes.isEmpty()
                ? new Tally(windows.size())
                : group.amounts().getOrDefault(codes.getFirst(), group.counts());
        List<Step> steps = new ArrayList<>();
        for (int window = 0; window < windows.size(); window++) {
            steps.add(new Monthly(tally, window, group.scale(), currency).step(windows));
        }
        return new Line(Reading.wire(group.labels()), currency.getCurrencyCode(), steps);
    }

    /** One window's amounts, as months. */
    private record Monthly(Tally tally, int window, AmountScale scale, Currency currency) {

        Step step(Windows windows) {
            Span span = windows.periods().get(window);
            return new Step(
                    span.from(),
                    span.to(),
                    money(tally.opening(Stock.BALANCE, window)),
                    money(tally.amount(Flow.NEW, window)),
                    money(tally.amount(Flow.REACTIVATION, window)),
                    money(tally.amount(Flow.EXPANSION, window)),
                    money(tally.amount(Flow.CONTRACTION, window)),
                    money(tally.amount(Flow.CHURN, window)),
                    money(tally.fx(window)),
                    money(tally.closing(Stock.BALANCE, window)),
                    windows.complete(span));
        }

        private Money money(long annual) {
            int digits = Math.max(0, currency.getDefaultFractionDigits());
            return new Money(scale.amount(annual).divide(MONTHS, digits, RoundingMode.HALF_UP), currency);
        }
    }
}
