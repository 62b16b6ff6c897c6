package dev.keizoku.usage.meter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TaggedAnswers;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.usage.PathIds;
import dev.keizoku.usage.meter.MeterReadings.Term;
import dev.keizoku.usage.meter.MeterStore.Defined;
import dev.keizoku.usage.rollup.BusinessDay;
import dev.keizoku.usage.tenant.TenantNumbers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an account has used of each meter in its period: the half of utilisation that usage knows. */
@Path("/v1/accounts/{account_id}/meters")
@RunOnVirtualThread
public class AccountMetersResource {

    private final MeterStore store;
    private final MeterReadings readings;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final TaggedAnswers tagged;
    private final Caller caller;
    private final Clock clock;

    AccountMetersResource(
            MeterStore store,
            MeterReadings readings,
            Tenants tenants,
            TenantNumbers numbers,
            TaggedAnswers tagged,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.readings = readings;
        this.tenants = tenants;
        this.numbers = numbers;
        this.tagged = tagged;
        this.caller = caller;
        this.clock = clock;
    }

    /** Every meter of the tenant, in the order of their ids. */
    public record AccountMeters(AccountId accountId, LocalDate day, List<AccountMeter> data) {}

    /**
     * What an account has used of a meter.
     *
     * @param limit the limit of plans it is held against
     * @param value up to the end of the day; null when it is not known
     */
    public record AccountMeter(
            String meterId,
            String limit,
            String aggregation,
            String period,
            LocalDate from,
            LocalDate to,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable BigDecimal value) {}

    @GET
    @RolesAllowed("usage:read")
    public Response get(@PathParam("account_id") String id, @Context UriInfo uri, @Context Request request) {
        AccountId account = PathIds.account(id);
        Parameters parameters = Parameters.of(uri);
        LocalDate asked = parameters.date("day");
        parameters.verify();
        ZoneId zone = tenants.get(caller.tenant()).zone();
        LocalDate day = asked == null ? BusinessDay.of(clock.instant(), zone) : asked;
        int tenant = numbers.of(caller.tenant());
        List<AccountMeter> data = store.all(tenant).stream()
                .map(meter -> accountMeter(tenant, zone, meter, account, day))
                .toList();
        return tagged.answer(new AccountMeters(account, day, data), request);
    }

    private AccountMeter accountMeter(int tenant, ZoneId zone, Defined defined, AccountId account, LocalDate day) {
        Meter meter = defined.meter();
        Term term = Term.of(meter.usualPeriod(), day);
        return new AccountMeter(
                defined.id(),
                meter.limitOr(defined.id()),
                meter.aggregation().wire(),
                meter.usualPeriod().wire(),
                term.from(),
                term.to(),
                readings.current(tenant, zone, defined, account.value(), day));
    }
}
