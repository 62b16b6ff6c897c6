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
class Reading {

    /** The sequence of the change feed a figure is as fresh as. */
    static final String FEED_POSITION = "Keizoku-Feed-Position";

    private final Books books;
    private final Tenants tenants;
    private final Clock clock;

    Reading(Books books, Tenants tenants, Clock clock) {
        this.books = books;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** A report as asked for: the tenant, its book, the question, and today by the tenant's calendar. */
    record Asked(TenantRecord tenant, Book book, Question question, LocalDate today) {

        LocalDate dataThrough() {
            LocalDate last = question.windows().periods().getLast().to().minusDays(1);
            return last.isAfter(today) ? today : last;
        }
    }

    /** The sequence the tenant's ledger has reached; 503 while it is being rebuilt. */
    long position(TenantRecord tenant) {
        return books.position(tenant.tenant()).applied();
    }

    LocalDate today(TenantRecord tenant) {
        return LocalDate.ofInstant(clock.instant(), tenant.zone());
    }

    /** Answers with what the answer function makes of the question, or with the problem it runs into. */
    Response answer(Caller caller, UriInfo uri, @Nullable Metric metric, Function<Asked, Object> answer) {
        TenantRecord tenant = tenants.get(caller.tenant());
        LocalDate today = today(tenant);
        Question question = MetricQuery.read(Parameters.of(uri), metric, today);
        Book book = books.of(caller.tenant());
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
    static @Nullable Object wire(MetricValue value, Currency currency) {
        return switch (value) {
            case MetricValue.Amount amount -> money(amount, currency);
            case MetricValue.Rate rate -> rate.rounded();
            case MetricValue.Count count -> count.value();
            case MetricValue.Undefined undefined -> null;
        };
    }

    static Money money(MetricValue.Amount amount, Currency currency) {
        int scale = Math.max(0, currency.getDefaultFractionDigits());
        BigDecimal rounded = amount.rounded(scale);
        return new Money(rounded, currency);
    }

    static Map<String, @Nullable String> wire(List<Label> labels) {
        Map<String, @Nullable String> group = new LinkedHashMap<>();
        labels.forEach(label -> group.put(label.dimension(), label.value()));
        return group;
    }
}
