package dev.keizoku.health.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.health.measure.Departments;
import dev.keizoku.health.pull.AccountFact;
import dev.keizoku.health.pull.AccountUses;
import dev.keizoku.health.pull.FactStream;
import dev.keizoku.health.pull.UpstreamFailure;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.CommonProblem;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.ProblemException;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far an account has rolled the product out over its departments. */
@Path("/v1/accounts/{account_id}/rollout")
@RunOnVirtualThread
public class RolloutResource {

    private static final int MONTHS = 12;
    private static final int SHARE_SCALE = 4;

    private final AccountUses uses;
    private final FactStream facts;
    private final Caller caller;
    private final Tenants tenants;
    private final Clock clock;

    RolloutResource(AccountUses uses, FactStream facts, Caller caller, Tenants tenants, Clock clock) {
        this.uses = uses;
        this.facts = facts;
        this.caller = caller;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** A roll-out on the wire. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(
            String accountId,
            LocalDate asOf,
            int departmentsActive,
            int departmentsKnown,
            @Nullable BigDecimal spread,
            List<DepartmentView> departments,
            List<MonthView> months) {}

    /** A department. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DepartmentView(
            String department,
            Rollout.State state,
            @Nullable LocalDate firstActiveWeek,
            @Nullable LocalDate lastActiveWeek,
            @JsonProperty("active_users_28") int activeUsers28,
            @JsonProperty("active_users_12_months") int activeUsers12Months) {}

    /** A month. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MonthView(
            String month, int departmentsActive, @Nullable BigDecimal spread) {}

    @GET
    @RolesAllowed("health:read")
    public View get(@Context UriInfo uri, @PathParam("account_id") AccountId account) {
        Parameters.of(uri).verify();
        TenantRecord tenant = tenants.get(caller.tenant());
        Instant now = clock.instant();
        LocalDate today = now.atZone(tenant.zone()).toLocalDate();
        YearMonth from = YearMonth.from(today).minusMonths(MONTHS - 1L);
        try {
            AccountFact fact = facts.account(tenant.tenant(), account, today, now)
                    .orElseThrow(() -> ProblemException.notFound("account"));
            List<AccountUses.Use> weeks =
                    uses.by(tenant.tenant(), account, from.atDay(1), today.plusDays(1), "week", "user,department");
            Rollout rollout = Rollout.of(weeks, Departments.ofContacts(fact), Departments.told(fact), from, today);
            return new View(
                    account.value(),
                    today,
                    rollout.active(),
                    rollout.known(),
                    share(rollout.active(), rollout.known()),
                    rollout.departments().stream()
                            .map(each -> new DepartmentView(
                                    each.name(),
                                    each.state(),
                                    each.firstOn(),
                                    each.lastOn(),
                                    each.users(),
                                    each.usersEver()))
                            .toList(),
                    rollout.months().stream()
                            .map(each -> new MonthView(
                                    each.month().toString(), each.active(), share(each.active(), rollout.known())))
                            .toList());
        } catch (UpstreamFailure away) {
            throw new ProblemException(
                    CommonProblem.UNAVAILABLE, "The account's use cannot be read at the moment. Try again.");
        }
    }

    private static @Nullable BigDecimal share(int active, int known) {
        return known == 0
                ? null
                : BigDecimal.valueOf(active).divide(BigDecimal.valueOf(known), SHARE_SCALE, RoundingMode.HALF_UP);
    }
}
