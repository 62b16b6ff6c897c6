package dev.keizoku.metrics.family;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CallerId;
import dev.keizoku.kernel.Cursors;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.metrics.MetricsProblem;
import dev.keizoku.metrics.balance.AccountBalances;
import dev.keizoku.metrics.report.Customer;
import dev.keizoku.metrics.report.RateMissing;
import dev.keizoku.metrics.report.Reading;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Groups of accounts as one customer each: what they are worth and whether they stayed for a year. */
@Path("/v1/metrics/families")
@RunOnVirtualThread
public class FamilyResource {

    private static final int MONTHS = 12;
    private static final int RATE_SCALE = 6;
    private static final String LIST = "metrics/families?day=";

    private final FamilyStore store;
    private final Reading reading;
    private final Caller caller;
    private final Tenants tenants;
    private final Cursors cursors;
    private final Clock clock;

    FamilyResource(FamilyStore store, Reading reading, Caller caller, Tenants tenants, Cursors cursors, Clock clock) {
        this.store = store;
        this.reading = reading;
        this.caller = caller;
        this.tenants = tenants;
        this.cursors = cursors;
        this.clock = clock;
    }

    /** A page of families, and how many of all stayed. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Answer(
            LocalDate day,
            LocalDate beforeDay,
            Retention retention,
            List<FamilyView> data,
            @Nullable String nextCursor,
            boolean hasMore) {}

    /** Of the families that paid twelve months before, those that still do. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Retention(long families, long retained, @Nullable BigDecimal rate) {}

    /** A family by the account at its head. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record FamilyView(
            String accountId,
            int accounts,
            int levels,
            Money mrr,
            @JsonProperty("mrr_12_months_before") Money mrr12MonthsBefore,
            boolean retained,
            @Nullable BigDecimal nrr,
            @Nullable BigDecimal grr) {

        static FamilyView of(String head, List<Families.Member> members, FamilyFigure figure, Currency currency) {
            return new FamilyView(
                    head,
                    members.size(),
                    members.getLast().level() + 1,
                    new Money(figure.mrr(), currency).rounded(),
                    new Money(figure.before(), currency).rounded(),
                    figure.retained(),
                    figure.net(),
                    figure.gross());
        }
    }

    /** An account with all below it. */
    record Tree(LocalDate day, LocalDate beforeDay, FamilyView family, List<MemberView> data) {}

    /** An account of it: by itself, and with all below it. */
    record MemberView(
            String accountId,
            int level,
            Money mrr,
            @JsonProperty("mrr_12_months_before") Money mrr12MonthsBefore,
            Money mrrWithAllBelow) {}

    @GET
    @RolesAllowed("metrics:read")
    public Answer list(@Context UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        LocalDate asked = parameters.date("day");
        int limit = parameters.limit();
        String cursor = parameters.string("cursor");
        parameters.verify();
        TenantRecord tenant = tenants.get(caller.tenant());
        LocalDate day = asked == null ? today(tenant) : asked;
        String after = cursor == null ? null : cursors.open(tenant.tenant(), LIST + day, cursor);
        Families families = new Families(store.parents(tenant.tenant().value()));
        Map<String, List<Families.Member>> members = new HashMap<>();
        families.heads().forEach(head -> members.put(head, families.under(head)));
        Set<String> wanted = new HashSet<>();
        members.values().forEach(each -> each.forEach(member -> wanted.add(member.account())));
        Map<String, FamilyFigure> figures = figures(day, wanted);
        Map<String, FamilyFigure> sums = new HashMap<>();
        members.forEach((head, each) -> sums.put(head, sum(each, figures)));
        List<String> page = families.heads().stream()
                .filter(head -> after == null || CallerId.BYTEWISE.compare(head, after) > 0)
                .limit(limit + 1L)
                .toList();
        boolean more = page.size() > limit;
        List<FamilyView> data = page.stream()
                .limit(limit)
                .map(head -> FamilyView.of(
                        head,
                        members.getOrDefault(head, List.of()),
                        sums.getOrDefault(head, FamilyFigure.NOTHING),
                        tenant.currency()))
                .toList();
        return new Answer(
                day,
                day.minusMonths(MONTHS),
                retention(sums),
                data,
                more ? cursors.seal(tenant.tenant(), LIST + day, data.getLast().accountId()) : null,
                more);
    }

    @GET
    @Path("/{account_id}")
    @RolesAllowed("metrics:read")
    public Tree get(@Context UriInfo uri, @PathParam("account_id") AccountId account) {
        Parameters parameters = Parameters.of(uri);
        LocalDate asked = parameters.date("day");
        parameters.verify();
        TenantRecord tenant = tenants.get(caller.tenant());
        LocalDate day = asked == null ? today(tenant) : asked;
        Families families = new Families(store.parents(tenant.tenant().value()));
        List<Families.Member> members = families.under(account.value());
        if (members.size() == 1 && !store.exists(tenant.tenant().value(), account.value())) {
            throw ProblemException.notFound("account");
        }
        Set<String> wanted = new HashSet<>();
        members.forEach(member -> wanted.add(member.account()));
        Map<String, FamilyFigure> figures = figures(day, wanted);
        Map<String, FamilyFigure> sums = families.sums(members, figures);
        return new Tree(
                day,
                day.minusMonths(MONTHS),
                FamilyView.of(
                        account.value(),
                        members,
                        sums.getOrDefault(account.value(), FamilyFigure.NOTHING),
                        tenant.currency()),
                members.stream()
                        .map(member -> {
                            FamilyFigure own = figures.getOrDefault(member.account(), FamilyFigure.NOTHING);
                            FamilyFigure all = sums.getOrDefault(member.account(), FamilyFigure.NOTHING);
                            return new MemberView(
                                    member.account(),
                                    member.level(),
                                    new Money(own.mrr(), tenant.currency()).rounded(),
                                    new Money(own.before(), tenant.currency()).rounded(),
                                    new Money(all.mrr(), tenant.currency()).rounded());
                        })
                        .toList());
    }

    /** Both days at the rates of the later one, so that what exchange rates did is no growth. */
    private Map<String, FamilyFigure> figures(LocalDate day, Set<String> accounts) {
        Reading.Known known = reading.known(caller, day, null);
        AccountBalances balances = new AccountBalances(known.book(), known.reporting(), day);
        Map<String, FamilyFigure> figures = new HashMap<>();
        try {
            for (Customer customer : known.book().customers()) {
                if (accounts.contains(customer.account())) {
                    figures.put(
                            customer.account(),
                            new FamilyFigure(
                                    balances.mrr(customer, day), balances.mrr(customer, day.minusMonths(MONTHS))));
                }
            }
        } catch (RateMissing missing) {
            throw new ProblemException(
                    MetricsProblem.RATE_MISSING,
                    "The amounts are in " + String.join(", ", missing.currencies())
                            + " and there are no exchange rates between them.");
        }
        return figures;
    }

    private static FamilyFigure sum(List<Families.Member> members, Map<String, FamilyFigure> figures) {
        return members.stream()
                .map(member -> figures.getOrDefault(member.account(), FamilyFigure.NOTHING))
                .reduce(FamilyFigure.NOTHING, FamilyFigure::plus);
    }

    private static Retention retention(Map<String, FamilyFigure> sums) {
        long families = sums.values().stream().filter(FamilyFigure::paidBefore).count();
        long retained = sums.values().stream().filter(FamilyFigure::retained).count();
        return new Retention(
                families,
                retained,
                families == 0
                        ? null
                        : BigDecimal.valueOf(retained)
                                .divide(BigDecimal.valueOf(families), RATE_SCALE, RoundingMode.HALF_UP));
    }

    private LocalDate today(TenantRecord tenant) {
        return clock.instant().atZone(tenant.zone()).toLocalDate();
    }
}
