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
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the report resources share: whose book, which day it is there, and how figures look on the wire. */
@Singleton
public class Reading {

    /** The sequence of the change feed a figure is as fresh as. */
    public static final String FEED_POSITION = "Keizoku-Feed-Position";

    private final Books books;
    private final FxRateStore rates;
    private final Tenants tenants;
    private final Clock clock;

    Reading(Books books, FxRateStore rates, Tenants tenants, Clock clock) {
        this.books = books;
        this.rates = rates;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * A report as asked for: the tenant, its book, the question, and today by the tenant's calendar.
     *
     * @param today the day of {@code asOf}, where that is asked for
     * @param asOf the instant whose knowledge the book is of; null for the present
     */
    public record Asked(
            TenantRecord tenant,
            Book book,
            Question question,
            LocalDate today,
            Reporting reporting,
            @Nullable Instant asOf) {

        public LocalDate dataThrough() {
            LocalDate last = question.windows().periods().getLast().to().minusDays(1);
            return last.isAfter(today) ? today : last;
        }

        public boolean complete() {
            return question.windows().complete();
        }

        /** Where customers belong by the question's selection. */
        public Segments segments() {
            return new Tallying(book, question, reporting).segments();
        }

        /** The same of another question. */
        public Asked with(Question other) {
            return new Asked(tenant, book, other, today, reporting, asOf);
        }

        /** The same as if another day were today. */
        public Asked on(LocalDate day) {
            return new Asked(tenant, book, question, day, reporting, asOf);
        }

        /** The series of a metric of the ledger. */
        public List<MetricReport.Series> series(Metric metric) {
            return MetricReport.of(book, metric, question, today, reporting).series();
        }

        /** The same of other periods. */
        public Asked over(List<Span> periods) {
            return with(question.over(Windows.of(periods, question.interval(), question.firstMonth(), today)));
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
        AsOf asOf = asOf(parameters, tenant);
        LocalDate today = asOf == null ? today(tenant) : asOf.day();
        Question question = MetricQuery.read(parameters, metric, today, tenant.fiscalYearStartMonth());
        return answer(tenant, question, today, asOf == null ? null : asOf.instant(), answer);
    }

    /** Answers about the current month, or that of {@code as_of}, whatever else the operation has read of the parameters. */
    public Response answer(Caller caller, Parameters parameters, Function<Asked, Object> answer) {
        TenantRecord tenant = tenants.get(caller.tenant());
        AsOf asOf = asOf(parameters, tenant);
        parameters.verify();
        LocalDate today = asOf == null ? today(tenant) : asOf.day();
        Interval month = Interval.MONTH;
        Windows current = Windows.of(month.startOf(today), month.endOf(today), month, today);
        Question question = new Question(current, month, Basis.LEDGER, Selection.EVERYTHING, null, false);
        return answer(tenant, question, today, asOf == null ? null : asOf.instant(), answer);
    }

    private Response answer(
            TenantRecord tenant,
            Question question,
            LocalDate today,
            @Nullable Instant asOf,
            Function<Asked, Object> answer) {
        Known known = known(tenant, today, asOf);
        try {
            return Response.ok(answer.apply(new Asked(tenant, known.book(), question, today, known.reporting(), asOf)))
                    .header(FEED_POSITION, known.book().position())
                    .build();
        } catch (RateMissing missing) {
            throw new ProblemException(
                    MetricsProblem.RATE_MISSING,
                    "The amounts are in " + String.join(", ", missing.currencies())
                            + " and there are no exchange rates between them. Group by currency, or filter by one.");
        } catch (Groups.TooManyGroups many) {
            throw new ProblemException(
                    MetricsProblem.TOO_MANY_POINTS, "Too many groups. Filter, group by less, or ask for less time.");
        }
    }

    /** A tenant's book, and what its amounts are reported in. */
    public record Known(Book book, Reporting reporting) {}

    /** What was known at an instant, or is at present, with the rates up to a day; 503 while the ledger is being rebuilt. */
    public Known known(Caller caller, LocalDate day, @Nullable Instant asOf) {
        return known(tenants.get(caller.tenant()), day, asOf);
    }

    private Known known(TenantRecord tenant, LocalDate until, @Nullable Instant asOf) {
        Book book = asOf == null ? books.of(tenant.tenant()) : books.asOf(tenant.tenant(), asOf);
        Reporting reporting = new Reporting(
                tenant.currency(),
                () -> rates(tenant, currencies(book), until, asOf),
                currencies -> rates(tenant, currencies, until, asOf));
        return new Known(book, reporting);
    }

    /** The instant whose knowledge is asked for, by a read that has no other parameters left; null for the present. */
    public @Nullable Instant knownAt(Caller caller, Parameters parameters) {
        AsOf asOf = asOf(parameters, tenants.get(caller.tenant()));
        parameters.verify();
        return asOf == null ? null : asOf.instant();
    }

    /** The instant whose knowledge is asked for; null for the present. */
    @Nullable AsOf asOf(Parameters parameters, TenantRecord tenant) {
        return AsOf.read(parameters, tenant.zone(), clock.instant());
    }

    private FxRates rates(TenantRecord tenant, Set<String> of, LocalDate until, @Nullable Instant knownAt) {
        Set<String> currencies = new TreeSet<>(of);
        currencies.add(tenant.currency().getCurrencyCode());
        return rates.of(tenant.tenant().value(), currencies, until, knownAt);
    }

    private static Set<String> currencies(Book book) {
        Set<String> currencies = new TreeSet<>();
        book.lines().forEach(line -> currencies.add(line.currency().getCurrencyCode()));
        return currencies;
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
