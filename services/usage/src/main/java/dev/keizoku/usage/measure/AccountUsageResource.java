package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.Tenants;
import dev.keizoku.usage.Tagged;
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
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The usage of one account as of a day. */
@Path("/v1/accounts/{account_id}/usage")
@RunOnVirtualThread
public class AccountUsageResource {

    private final MeasureStore store;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final Tagged tagged;
    private final Caller caller;
    private final Clock clock;

    AccountUsageResource(
            MeasureStore store, Tenants tenants, TenantNumbers numbers, Tagged tagged, Caller caller, Clock clock) {
        this.store = store;
        this.tenants = tenants;
        this.numbers = numbers;
        this.tagged = tagged;
        this.caller = caller;
        this.clock = clock;
    }

    /** An account nobody sent events of has zeros: whether it exists is not usage's to know. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record AccountUsage(
            AccountId accountId,
            LocalDate day,
            @Nullable LocalDate lastLoginOn,
            @Nullable LocalDate firstSeenOn,
            @JsonProperty("days_active_7") int daysActive7,
            @JsonProperty("days_active_28") int daysActive28,
            @JsonProperty("users_active_7") int usersActive7,
            @JsonProperty("users_active_28") int usersActive28,
            @JsonProperty("features_used_28") List<String> featuresUsed28,
            @JsonProperty("events_7") long events7,
            @JsonProperty("events_28") long events28) {

        static AccountUsage none(AccountId account, LocalDate day) {
            return new AccountUsage(account, day, null, null, 0, 0, 0, 0, List.of(), 0, 0);
        }

        static AccountUsage from(AccountMeasures measures, LocalDate day) {
            return new AccountUsage(
                    new AccountId(measures.accountId()),
                    day,
                    measures.lastLoginOn(),
                    measures.firstSeenOn(),
                    measures.activeDays7(),
                    measures.activeDays28(),
                    measures.activeUsers7(),
                    measures.activeUsers28(),
                    measures.featuresUsed28(),
                    measures.events7(),
                    measures.events28());
        }
    }

    @GET
    @RolesAllowed("usage:read")
    public Response get(@PathParam("account_id") AccountId account, @Context UriInfo uri, @Context Request request) {
        Parameters parameters = Parameters.of(uri);
        LocalDate asked = parameters.date("day");
        parameters.verify();
        LocalDate day = asked == null
                ? BusinessDay.of(clock.instant(), tenants.get(caller.tenant()).zone())
                : asked;
        AccountUsage usage = store.one(numbers.of(caller.tenant()), account.value(), day)
                .map(measures -> AccountUsage.from(measures, day))
                .orElseGet(() -> AccountUsage.none(account, day));
        return tagged.answer(usage, request);
    }
}
