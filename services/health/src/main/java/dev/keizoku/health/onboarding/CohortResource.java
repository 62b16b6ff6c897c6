package dev.keizoku.health.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TenantId;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How many new customers get to their first value in time, by the month they began in. */
@Path("/v1/onboarding/cohorts")
@RunOnVirtualThread
public class CohortResource {

    private static final int YEAR_MONTHS = 12;
    private static final int MOST_MONTHS = 120;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9000;

    private final CohortStore store;
    private final Caller caller;
    private final Tenants tenants;
    private final Clock clock;

    CohortResource(CohortStore store, Caller caller, Tenants tenants, Clock clock) {
        this.store = store;
        this.caller = caller;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** The report on the wire. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Report(
            String from,
            String to,
            @Nullable String by,
            @Nullable LocalDate observedUntil,
            int days,
            List<CohortView> data,
            List<OutcomeView> outcomes) {}

    /** A cohort. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CohortView(
            String month,
            @Nullable String segment,
            long started,
            long completed,
            long late,
            long inOnboarding,
            long left,
            @Nullable BigDecimal rate,
            @Nullable BigDecimal medianDaysToFirstValue) {

        static CohortView of(Cohort cohort, LocalDate until) {
            return new CohortView(
                    YearMonth.from(cohort.month()).toString(),
                    cohort.segment(),
                    cohort.started(),
                    cohort.completed(),
                    cohort.late(),
                    cohort.inOnboarding(),
                    cohort.left(),
                    cohort.rate(until),
                    cohort.medianDays());
        }
    }

    /** Who left of those with the same outcome. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OutcomeView(
            Outcome outcome,
            long accounts,
            long leftSince,
            @Nullable BigDecimal share) {

        static OutcomeView of(
                Outcome outcome, List<Cohort> cohorts, ToLongFunction<Cohort> all, ToLongFunction<Cohort> left) {
            long accounts = cohorts.stream().mapToLong(all).sum();
            long gone = cohorts.stream().mapToLong(left).sum();
            return new OutcomeView(outcome, accounts, gone, Cohort.share(gone, accounts));
        }
    }

    @GET
    @RolesAllowed("health:read")
    public Report get(@Context UriInfo uri) {
        TenantId tenant = caller.tenant();
        Parameters parameters = Parameters.of(uri);
        YearMonth askedTo = month(parameters, "to");
        YearMonth askedFrom = month(parameters, "from");
        YearMonth to = askedTo == null ? nextMonth(tenant) : askedTo;
        YearMonth from = askedFrom == null ? to.minusMonths(YEAR_MONTHS) : askedFrom;
        if (!from.isBefore(to) || ChronoUnit.MONTHS.between(from, to) > MOST_MONTHS) {
            parameters.error(
                    "from", "invalid_value", "Expected a month before the end, at most " + MOST_MONTHS + " of it.");
        }
        String by = parameters.string("by");
        Division division = Division.of(by);
        if (division == null) {
            parameters.error("by", "invalid_value", "Accepted: plan, owner, " + Division.ATTRIBUTE + "NAME.");
        }
        parameters.verify();
        LocalDate until = store.observedUntil(tenant).orElse(null);
        List<Cohort> cohorts = until == null
                ? List.of()
                : store.cohorts(tenant, from.atDay(1), to.atDay(1), until, Objects.requireNonNull(division));
        return new Report(
                from.toString(),
                to.toString(),
                by,
                until,
                Cohort.DAYS,
                cohorts.stream()
                        .map(cohort -> CohortView.of(cohort, Objects.requireNonNull(until)))
                        .toList(),
                List.of(
                        OutcomeView.of(Outcome.COMPLETED, cohorts, Cohort::completed, Cohort::completedLeft),
                        OutcomeView.of(Outcome.LATE, cohorts, Cohort::late, Cohort::lateLeft)));
    }

    private static @Nullable YearMonth month(Parameters parameters, String name) {
        String asked = parameters.string(name);
        try {
            YearMonth month = asked == null ? null : YearMonth.parse(asked);
            if (month == null || (month.getYear() >= FIRST_YEAR && month.getYear() <= LAST_YEAR)) {
                return month;
            }
        } catch (DateTimeException unreadable) {
            // Said below.
        }
        parameters.error(name, "invalid_value", "Expected a month such as 2026-02.");
        return null;
    }

    private YearMonth nextMonth(TenantId tenant) {
        return YearMonth.from(clock.instant().atZone(tenants.get(tenant).zone()))
                .plusMonths(1);
    }
}
