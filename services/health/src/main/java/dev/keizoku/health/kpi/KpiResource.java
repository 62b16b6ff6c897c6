package dev.keizoku.health.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.health.onboarding.CompletionRates;
import dev.keizoku.health.pull.MetricSeries;
import dev.keizoku.health.pull.MetricSeries.Value;
import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Money;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two families of key figures as monthly series: how support does, and what success comes to. */
@Path("/v1")
@RunOnVirtualThread
public class KpiResource {

    private static final int SHARE_SCALE = 4;

    private final KpiStore store;
    private final CompletionRates onboarding;
    private final MetricSeries metrics;
    private final Caller caller;
    private final Tenants tenants;
    private final Clock clock;

    KpiResource(
            KpiStore store,
            CompletionRates onboarding,
            MetricSeries metrics,
            Caller caller,
            Tenants tenants,
            Clock clock) {
        this.store = store;
        this.onboarding = onboarding;
        this.metrics = metrics;
        this.caller = caller;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Every month that was asked for, in its order. */
    record Series<T>(LocalDate from, LocalDate to, List<T> data) {}

    /** How support did in a month. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SupportView(
            LocalDate month,
            long tickets,
            long responded,
            @Nullable BigDecimal firstResponseHours,
            long resolved,
            @Nullable BigDecimal resolutionRate,
            @Nullable BigDecimal resolutionHours,
            long satisfactionAnswers,
            @Nullable BigDecimal satisfaction) {

        static SupportView of(KpiStore.Month month) {
            return new SupportView(
                    month.month(),
                    month.tickets(),
                    month.responded(),
                    month.firstResponseHours(),
                    month.resolved(),
                    share(month.resolved(), month.tickets()),
                    month.resolutionHours(),
                    month.satisfactionAnswers(),
                    month.satisfaction());
        }
    }

    /** What success came to in a month. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SuccessView(
            LocalDate month,
            @Nullable BigDecimal logoChurnRate,
            @Nullable Money ltv,
            @Nullable BigDecimal onboardingCompletionRate,
            long npsAnswers,
            @Nullable BigDecimal nps) {}

    @GET
    @Path("/support-kpis")
    @RolesAllowed("health:read")
    public Series<SupportView> support(@Context UriInfo uri) {
        Asked asked = asked(uri);
        Map<LocalDate, KpiStore.Month> found = said(asked);
        return new Series<>(
                asked.months().from(),
                asked.months().to(),
                asked.months().each().stream()
                        .map(month -> SupportView.of(found.getOrDefault(month, KpiStore.Month.of(month))))
                        .toList());
    }

    @GET
    @Path("/success-kpis")
    @RolesAllowed("health:read")
    public Series<SuccessView> success(@Context UriInfo uri) {
        Asked asked = asked(uri);
        Months months = asked.months();
        Map<LocalDate, KpiStore.Month> found = said(asked);
        Map<LocalDate, BigDecimal> completed = onboarding.of(asked.tenant().tenant(), months.from(), months.to());
        Map<LocalDate, Value> churn = metric(asked, "logo_churn_rate");
        Map<LocalDate, Value> ltv = metric(asked, "ltv");
        return new Series<>(
                months.from(),
                months.to(),
                months.each().stream()
                        .map(month -> new SuccessView(
                                month,
                                churn.getOrDefault(month, Value.NONE).number(),
                                ltv.getOrDefault(month, Value.NONE).money(),
                                completed.get(month),
                                found.getOrDefault(month, KpiStore.Month.of(month))
                                        .npsAnswers(),
                                found.getOrDefault(month, KpiStore.Month.of(month))
                                        .nps()))
                        .toList());
    }

    private record Asked(TenantRecord tenant, Months months, Instant now) {}

    private Asked asked(UriInfo uri) {
        Parameters parameters = Parameters.of(uri);
        TenantRecord tenant = tenants.get(caller.tenant());
        Instant now = clock.instant();
        Months months = Months.read(parameters, now.atZone(tenant.zone()).toLocalDate());
        parameters.verify();
        return new Asked(tenant, months, now);
    }

    private Map<LocalDate, KpiStore.Month> said(Asked asked) {
        return store.months(
                asked.tenant().tenant(), asked.months(), asked.tenant().zone(), asked.now());
    }

    private Map<LocalDate, Value> metric(Asked asked, String metric) {
        try {
            return metrics.monthly(
                    asked.tenant().tenant(),
                    metric,
                    asked.months().from(),
                    asked.months().to());
        } catch (UpstreamFailure away) {
            throw new ProblemException(
                    CommonProblem.UNAVAILABLE, "The figures of metrics cannot be read at the moment. Try again.");
        }
    }

    private static @Nullable BigDecimal share(long part, long all) {
        return all == 0
                ? null
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(all), SHARE_SCALE, RoundingMode.HALF_UP);
    }
}
