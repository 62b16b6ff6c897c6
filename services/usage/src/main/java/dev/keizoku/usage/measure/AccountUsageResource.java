package dev.keizoku.usage.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keizoku.calendar.BusinessCalendar;
import dev.keizoku.kernel.AccountId;
import dev.keizoku.kernel.Caller;
import dev.keizoku.kernel.Parameters;
import dev.keizoku.kernel.TaggedAnswers;
import dev.keizoku.kernel.TenantRecord;
import dev.keizoku.kernel.Tenants;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The usage of one account as of a day. */
@Path("/v1/accounts/{account_id}/usage")
@RunOnVirtualThread
public class AccountUsageResource {

    private final MeasureStore store;
    private final Fleet fleet;
    private final Tenants tenants;
    private final TenantNumbers numbers;
    private final TaggedAnswers tagged;
    private final Caller caller;
    private final Clock clock;

    AccountUsageResource(
            MeasureStore store,
            Fleet fleet,
            Tenants tenants,
            TenantNumbers numbers,
            TaggedAnswers tagged,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.fleet = fleet;
        this.tenants = tenants;
        this.numbers = numbers;
        this.tagged = tagged;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * The measures of {@link AccountMeasures}. An account nobody sent events of has zeros and no measures: whether it
     * exists is not usage's to know.
     */
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
            @JsonProperty("events_28") long events28,
            @Nullable AccountMeasures measures) {

        static AccountUsage none(AccountId account, LocalDate day) {
            return new AccountUsage(account, day, null, null, 0, 0, 0, 0, List.of(), 0, 0, null);
        }

        static AccountUsage from(AccountMeasures measures, LocalDate day) {
            AccountActivity activity = measures.activity();
            return new AccountUsage(
                    new AccountId(activity.accountId()),
                    day,
                    activity.lastLoginOn(),
                    activity.firstSeenOn(),
                    activity.activeDays7(),
                    activity.activeDays28(),
                    activity.activeUsers7(),
                    activity.activeUsers28(),
                    activity.featuresUsed28(),
                    activity.events7(),
                    activity.events28(),
                    measures);
        }
    }

    @GET
    @RolesAllowed("usage:read")
    public Response get(@PathParam("account_id") AccountId account, @Context UriInfo uri, @Context Request request) {
        Parameters parameters = Parameters.of(uri);
        LocalDate asked = parameters.date("day");
        Instant knownAt = parameters.instant("known_at");
        parameters.verify();
        TenantRecord tenant = tenants.get(caller.tenant());
        ZoneId zone = tenant.zone();
        LocalDate today = BusinessDay.of(clock.instant(), zone);
        MeasureStore.Slice slice = new MeasureStore.Slice(
                numbers.of(caller.tenant()),
                asked == null ? today : asked,
                knownAt == null ? today : BusinessDay.of(knownAt, zone),
                MeasureStore.Depth.EVERYTHING,
                account.value(),
                null,
                true);
        DayKinds kinds = DayKinds.until(slice.day(), BusinessCalendar.of(tenant)::holiday);
        AccountUsage usage = store.one(slice)
                .map(tally -> AccountMeasures.of(
                        tally, slice.day(), kinds, fleet.ratio(slice.tenant(), slice.day(), slice.knownOn(), kinds)))
                .map(measures -> AccountUsage.from(measures, slice.day()))
                .orElseGet(() -> AccountUsage.none(account, slice.day()));
        return tagged.answer(usage, request);
    }
}
