package dev.keizoku.metrics.report;

import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.metrics.MetricsProblem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the report resources share: whose book, which day it is there, and how figures look on the wire. */
@Singleton
public class Reading {

    /** The sequence of the change feed a figure is as fresh as. */
    public static final String FEED_POSITION = "Keizoku-Feed-Position";

    private final Books books;
    private final Tenants tenants;
    private final Clock clock;

    Reading(Books books, Tenants tenants, Clock clock) {
        this.books = books;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** A report as asked for: the tenant, its book, the question, and today by the tenant's calendar. */
    public record Asked(TenantRecord tenant, Book book, Question question, LocalDate today) {

        public LocalDate dataThrough() {
            LocalDate last = question.windows().periods().getLast().to().minusDays(1);
            return last.isAfter(today) ? today : last;
        }

        /** The same of another question. */
        public Asked with(Question other) {
            return new Asked(tenant, book, other, today);
        }

        /** The same of other periods. */
        public Asked over(List<Span> periods) {
            return with(new Question(
                    Windows.of(periods, question.interval(), today),
                    question.interval(),
                    question.basis(),
                    question.selection(),
                    question.trailing(),
                    question.includeReactivation()));
        }
    }

    /** The sequence the tenant's ledger has reached; 503 while it is being rebuilt. */
    public long position(TenantRecord tenant) {
        return books.position(tenant.tenant()).applied();
    }

    public LocalDate today(TenantRecord tenant) {
        return LocalDate.ofInstant(clock.instant(), tenant.zone());
    }

    /** Answers with what the answer function makes of the question, or with the problem it runs into. */
    public Response answer(Caller caller, UriInfo uri, @Nullable Metric metric, Function<Asked, Object> answer) {
        return answer(caller, Parameters.of(uri), metric, answer);
    }

    /** The same where the operation has read parameters of its own before. */
    public Response answer(
            Caller caller, Parameters parameters, @Nullable Metric metric, Function<Asked, Object> answer) {
        TenantRecord tenant = tenants.get(caller.tenant());
        LocalDate today = today(tenant);
        return answer(tenant, MetricQuery.read(parameters, metric, today), today, answer);
    }

    /** Answers from the tenant's book as it stands; the question is about the current month. */
    public Response answer(Caller caller, Function<Asked, Object> answer) {
        TenantRecord tenant = tenants.get(caller.tenant());
        LocalDate today = today(tenant);
        Interval month = Interval.MONTH;
        Windows current = Windows.of(month.startOf(today), month.endOf(today), month, today);
        Question question = new Question(current, month, Basis.LEDGER, Selection.EVERYTHING, null, false);
        return answer(tenant, question, today, answer);
    }

    private Response answer(TenantRecord tenant, Question question, LocalDate today, Function<Asked, Object> answer) {
        Book book = books.of(tenant.tenant());
        try {
            return Response.ok(answer.apply(new Asked(tenant, book, question, today)))
                    .header(FEED_POSITION, book.position())
                    .build();
        } catch (RateMissing missing) {
            throw new ProblemException(
                    MetricsProblem.RATE_MISSING,
                    "The amounts are in " + String.join(", ", missing.currencies())
                            + ". Group by currency, or filter by one of them.");
        } catch (Groups.TooManyGroups many) {
            throw new ProblemException(
                    MetricsProblem.TOO_MANY_POINTS, "Too many groups. Filter, group by less, or ask for less time.");
        }
    }

    /** An amount, a number or null. */
    public static @Nullable Object wire(MetricValue value, Currency currency) {
        return switch (value) {
            case MetricValue.Amount amount -> money(amount, currency);
            case MetricValue.Rate rate -> rate.rounded();
            case MetricValue.Count count -> count.value();
            case MetricValue.Undefined undefined -> null;
        };
    }

    public static Money money(MetricValue.Amount amount, Currency currency) {
        int scale = Math.max(0, currency.getDefaultFractionDigits());
        BigDecimal rounded = amount.rounded(scale);
        return new Money(rounded, currency);
    }

    public static Map<String, @Nullable String> wire(List<Label> labels) {
        Map<String, @Nullable String> group = new LinkedHashMap<>();
        labels.forEach(label -> group.put(label.dimension(), label.value()));
        return group;
    }
}
